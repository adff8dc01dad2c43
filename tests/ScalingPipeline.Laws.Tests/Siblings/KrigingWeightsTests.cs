using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Siblings;

public sealed class KrigingWeightsTests
{
    /// <summary>detection.md 2.5: leave-one-out error of the final loss of 24 runs, rms 2.0 %, largest 4.8 %; here 26 runs with three siblings or more.</summary>
    [Fact]
    public void The_ladders_final_losses_are_predicted_to_about_two_percent()
    {
        var errors = new List<double>();
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
            }
        }

        Assert.Equal(26, errors.Count);
        Assert.InRange(Math.Sqrt(errors.Average(e => e * e)), 0.018, 0.024);
        Assert.InRange(errors.Max(Math.Abs), 0.045, 0.05);
    }

    [Fact]
    public void A_straight_line_in_the_log_of_size_is_continued()
    {
        double[] sizes = [1e4, 1e5, 1e6];
        var kriging = KrigingWeights.For(sizes, 1e5 * Math.Sqrt(10));

        var predicted = kriging.Predict(Array.ConvertAll(sizes, n => 2 - (0.07 * Math.Log(n))));

        Assert.Equal(2 - (0.07 * Math.Log(1e5 * Math.Sqrt(10))), predicted, 2e-3);
        Assert.Equal(1, kriging.Weights.Sum(), 1e-3);
        Assert.Equal(0, kriging.DecadesBeyond);
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
