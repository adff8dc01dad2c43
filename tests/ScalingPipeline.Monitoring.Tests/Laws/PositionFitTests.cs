using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Laws;

public sealed class PositionFitTests
{
    private const int Context = 128;
    private const int Sequences = 128;

    [Fact]
    public void Scatter_within_the_measured_errors_does_not_refute_the_law()
    {
        var fits = Enumerable
            .Range(1, 50)
            .Select(seed => PositionFit.Of(Buckets(seed, Law)))
            .ToList();

        // Single positions scatter by 9 %, as much as their standard errors say.
        Assert.InRange(fits.Count(f => f.IsUsable), 47, 50);
        Assert.InRange(fits.Average(f => f.ChiSquare / f.Freedom), 0.8, 1.2);
        Assert.InRange(fits.Where(f => f.IsUsable).Average(Exponent), 0.5, 0.7);
    }

    [Fact]
    public void Another_shape_does()
    {
        var fit = PositionFit.Of(Buckets(1, t => Law(t) * (t is > 20 and < 60 ? 1.3 : 1)));

        Assert.Equal(Identification.PoorFit, fit.Fitted.Fit.Status.Kind);
    }

    [Fact]
    public void Positions_are_taken_together_the_wider_the_later()
    {
        var bins = PositionBin.Of(Buckets(1, Law));

        Assert.Equal(1, bins[0].First);
        Assert.Equal(Context, bins[^1].Last);
        Assert.All(
            bins.Zip(bins.Skip(1)),
            pair => Assert.Equal(pair.First.Last + 1, pair.Second.First)
        );
        Assert.InRange(bins.Count, 10, 16);
        Assert.True(bins[^2].StandardError < bins[0].StandardError / 3);
    }

    private static double Exponent(PositionFit fit) => fit.Fitted.Law!.Value.Alpha;

    private static double Law(double t) => 2.5 + (4 * Math.Pow(t, -0.6));

    /// <summary>Exponential losses, independent: a standard error of 1/sqrt(sequences) of the mean.</summary>
    private static LossStatistics[] Buckets(int seed, Func<double, double> law)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(1, 64)
                .Select(t => (First: t, Last: t))
                .Concat(
                    Enumerable.Range(0, 8).Select(i => (First: 65 + (8 * i), Last: 72 + (8 * i)))
                )
                .Select(b =>
                {
                    var sequences = Enumerable
                        .Range(0, Sequences)
                        .Select(_ =>
                            Enumerable
                                .Range(b.First, b.Last - b.First + 1)
                                .Select(t => law(t) * -Math.Log(1 - random.NextDouble()))
                                .ToArray()
                        )
                        .ToArray();
                    var width = b.Last - b.First + 1;
                    return new LossStatistics
                    {
                        Sum = sequences.Sum(s => s.Sum()),
                        SumOfSquares = sequences.Sum(s => s.Sum(x => x * x)),
                        Tokens = Sequences * width,
                        Sequences = Sequences,
                        SequenceSquares = sequences.Sum(s => s.Sum() * s.Sum()),
                        SequenceProducts = sequences.Sum(s => s.Sum() * width),
                        SequenceTokenSquares = Sequences * width * width,
                    };
                }),
        ];
    }
}
