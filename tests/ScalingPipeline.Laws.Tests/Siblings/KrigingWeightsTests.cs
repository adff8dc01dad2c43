using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Siblings;

public sealed class KrigingWeightsTests
{
    /// <summary>detection.md 2.5: leave-one-out error of the final loss of 24 runs, rms 2.0 %, largest 4.8 %, without a bend; here 26 runs with three siblings or more, and the ends are not predicted too low.</summary>
    [Fact]
    public void The_ladders_final_losses_are_predicted_to_about_two_percent()
    {
        List<double> errors = [],
            atTheEnds = [];
        foreach (
            var family in LadderRuns
                .Healthy()
                .GroupBy(r => (r.Domain, r.Architecture, r.Steps))
                .Where(g => g.Count() >= 4)
        )
        {
            foreach (var run in family)
            {
                var others = family.Where(r => r != run).ToArray();
                var kriging = KrigingWeights.For(Array.ConvertAll(others, r => r.N), run.N);
                errors.Add(
                    Math.Log(run.Loss)
                        - kriging.Predict(Array.ConvertAll(others, r => Math.Log(r.Loss)))
                );
                if (others.All(o => o.N > run.N) || others.All(o => o.N < run.N))
                {
                    atTheEnds.Add(errors[^1]);
                }
            }
        }

        Assert.Equal(26, errors.Count);
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0.017, 0.02);
        Assert.InRange(errors.Max(Math.Abs), 0.045, 0.05);
        Assert.InRange(atTheEnds.Average(), -0.003, 0.003);
    }

    [Fact]
    public void A_line_in_the_log_of_size_that_bends_as_laws_do_is_continued()
    {
        static double LogLoss(double n) =>
            2 - (0.07 * Math.Log(n)) + (0.005 * Math.Pow(Math.Log(n / 1e5), 2));
        double[] sizes = [1e4, 1e5, 1e6];
        var kriging = KrigingWeights.For(sizes, 1e5 * Math.Sqrt(10));

        var predicted = kriging.Predict(Array.ConvertAll(sizes, LogLoss));

        Assert.Equal(LogLoss(1e5 * Math.Sqrt(10)), predicted, 2e-3);
        Assert.Equal(1, kriging.Weights.Sum(), 1e-3);
        Assert.Equal(0, kriging.DecadesBeyond);
    }

    /// <summary>Hoffmann et al. 2022, eq. 10, at twenty tokens a parameter and at one length: with all sizes and no bend the smallest would be 6 to 9 % off, up to three of its SD.</summary>
    [Theory]
    [InlineData(1e6, 1e10, 12)]
    [InlineData(4e3, 2e9, 20)]
    public void The_ends_of_a_family_of_many_decades_are_predicted_within_their_deviation(
        double least,
        double most,
        int sizes
    )
    {
        var law = new ChinchillaLaw(1.69, 406.4, 410.7, 0.34, 0.28);
        double[] all =
        [
            .. Enumerable
                .Range(0, sizes)
                .Select(i => least * Math.Pow(most / least, i / (sizes - 1.0))),
        ];
        foreach (var size in all)
        {
            double[] others = [.. all.Where(n => n != size)];
            var kriging = KrigingWeights.For(others, size);
            foreach (
                var loss in (Func<double, double>[])
                    [n => law.Loss(n, 2e9), n => law.Loss(n, 20 * n)]
            )
            {
                var error =
                    Math.Log(loss(size))
                    - kriging.Predict(Array.ConvertAll(others, n => Math.Log(loss(n))));
                Assert.InRange(Math.Abs(error), 0, 0.03);
                Assert.InRange(
                    Math.Abs(error) / (kriging.Deviation * (1 + kriging.DecadesBeyond)),
                    0,
                    0.8
                );
            }
        }
    }

    [Fact]
    public void The_prediction_is_less_sure_beyond_the_sizes_than_among_them()
    {
        double[] sizes = [1e4, 1e5, 1e6];

        var among = KrigingWeights.For(sizes, 3e5);
        var beyond = KrigingWeights.For(sizes, 1e8);

        Assert.True(beyond.Deviation > 2 * among.Deviation);
        Assert.Equal(2, beyond.DecadesBeyond, 1e-12);
    }

    [Fact]
    public void Weights_depend_on_ratios_of_sizes_alone()
    {
        var small = KrigingWeights.For([1e3, 4e3, 9e3], 2e3);
        var large = KrigingWeights.For([1e9, 4e9, 9e9], 2e9);

        Assert.Equal(small.Weights, large.Weights, (a, b) => Math.Abs(a - b) < 1e-9);
    }
}
