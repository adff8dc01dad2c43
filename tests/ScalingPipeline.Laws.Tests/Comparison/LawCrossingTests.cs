using ScalingPipeline.Laws.Comparison;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Comparison;

public sealed class LawCrossingTests
{
    [Fact]
    public void Two_lines_cross_where_algebra_says()
    {
        var (first, second) = (new PowerLaw(0, 1e10, 0.1), new PowerLaw(0, 1e8, 0.15));
        var crossing = LawCrossing.Find(first, second, 1, 1e20, pivot: 1e6)!;

        // (x1/x)^a = (x2/x)^b: ln x = (b ln x2 - a ln x1) / (b - a)
        var x = Math.Exp(((0.15 * Math.Log(1e8)) - (0.1 * Math.Log(1e10))) / 0.05);
        Assert.Equal(1, crossing.X / x, 1e-9);
        Assert.Equal(first.Loss(crossing.X), second.Loss(crossing.X), 1e-9);
        Assert.True(crossing.LowestX < crossing.X && crossing.X < crossing.HighestX);
    }

    /// <summary>
    /// Kaplan et al. 2020, section 6.3: L(C_min) meets L(D) at about 1e4 PF-days, 1e12 tokens and 1.7 nats, uncertain by an order of magnitude either way. A change of 5 % in one
    /// exponent, about one PF-day, alone moves it over more than 0.8 decades.
    /// </summary>
    [Fact]
    public void Kaplans_contradiction_lies_where_he_says_and_moves_by_most_of_a_decade()
    {
        var compute = new PowerLaw(0, 3.1e8, 0.050);
        var data = LawCrossing.OfData(
            new PowerLaw(0, 5.4e13, 0.095),
            new PowerRelation(Math.Pow(2e10, -1 / 0.27), 0.27)
        );

        var crossing = LawCrossing.Find(compute, data, 1e-3, 1e9, pivot: 1)!;

        Assert.InRange(Math.Log10(crossing.X), 3, 5);
        Assert.Equal(1.7, crossing.Loss, 0.1);
        Assert.InRange(2e10 * Math.Pow(crossing.X, 0.27), 1e11, 1e12);
        Assert.True(crossing.Decades > 0.8, $"{crossing.Decades} decades");
    }

    [Fact]
    public void Laws_that_do_not_meet_have_no_crossing()
    {
        Assert.Null(
            LawCrossing.Find(
                new PowerLaw(2, 1e5, 0.3),
                new PowerLaw(2, 1e6, 0.3),
                1e2,
                1e12,
                pivot: 1e6
            )
        );
    }

    [Fact]
    public void Turning_a_law_keeps_its_pivot()
    {
        var law = new PowerLaw(1.5, 1e8, 0.2);
        var turned = LawCrossing.Turned(law, 1e5, 1.05);

        Assert.Equal(law.Loss(1e5), turned.Loss(1e5), 1e-12);
        Assert.Equal(0.21, turned.Alpha, 1e-12);
    }
}
