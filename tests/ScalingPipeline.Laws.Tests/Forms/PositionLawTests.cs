using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Forms;

public sealed class PositionLawTests
{
    /// <summary>Kaplan et al. 2020, Fig. 20: 3.4 + 4.0 T^-0.56, 2.9 + 4.5 T^-0.56, 2.3 + 5.4 T^-0.62.</summary>
    [Theory]
    [InlineData(3.4, 4.0, 0.56)]
    [InlineData(2.9, 4.5, 0.56)]
    [InlineData(2.3, 5.4, 0.62)]
    public void The_published_profiles_are_power_laws_with_a_floor(
        double floor,
        double amplitude,
        double p
    )
    {
        var law = new PositionLaw(floor, floor + amplitude, p);

        foreach (var t in new[] { 1, 10, 1000 })
        {
            Assert.Equal(floor + (amplitude * Math.Pow(t, -p)), law.Loss(t), 1e-12);
            Assert.Equal(law.Loss(t), law.ToPowerLaw().Loss(t), 1e-12);
        }

        Assert.Equal(law.First, PositionLaw.Of(law.ToPowerLaw()).First, 1e-12);
    }

    /// <summary>Henighan et al. 2020, appendix E: the information equals the summed loss of two separate halves less that of the whole.</summary>
    [Fact]
    public void Information_between_halves_is_what_the_second_half_saves()
    {
        var law = new PositionLaw(2.3, 7.7, 0.62);
        const int Length = 512;
        var alone = Enumerable.Range(1, Length).Sum(t => law.Loss(t));
        var after = Enumerable.Range(Length + 1, Length).Sum(t => law.Loss(t));

        Assert.Equal(alone - after, law.MutualInformation(Length), 1e-8);
        Assert.Equal(law.MutualInformation(Length) / after, law.InformationGain(Length), 1e-12);
        Assert.Equal(alone / Length, law.MeanLoss(Length), 1e-12);
    }
}
