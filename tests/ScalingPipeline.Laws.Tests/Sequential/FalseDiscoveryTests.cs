using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class FalseDiscoveryTests
{
    /// <summary>The worked example of Benjamini and Hochberg 1995, section 3.2: four of fifteen at .05, where Bonferroni finds three.</summary>
    private static readonly double[] Published =
    [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1.000,
    ];

    [Fact]
    public void The_published_example_raises_four_of_fifteen()
    {
        Assert.Equal(4, FalseDiscovery.Raised(Published).Count(r => r));
        Assert.Equal(3, Published.Count(p => p <= 0.05 / Published.Length));
        Assert.Equal(0.0095 * 15 / 4, FalseDiscovery.Adjust(Published)[3], 1e-12);
    }

    [Fact]
    public void Answers_keep_the_order_of_the_tests()
    {
        double[] mixed = [0.8, 0.001, 0.03, 0.04];

        Assert.Equal([false, true, false, false], FalseDiscovery.Raised(mixed, 0.05));
        Assert.Equal([0.8, 0.004, 0.16 / 3, 0.16 / 3], FalseDiscovery.Adjust(mixed));
        Assert.Empty(FalseDiscovery.Raised([]));
    }

    [Fact]
    public void A_p_value_outside_its_range_is_refused_with_its_place()
    {
        var error = Assert.Throws<ArgumentException>(() => FalseDiscovery.Adjust([0.1, 1.1]));

        Assert.Contains("test 1", error.Message, StringComparison.Ordinal);
    }

    /// <summary>90 healthy tests and 10 with a shift of four SD, a thousand nights: the false share stays below the rate times 90/100.</summary>
    [Fact]
    public void The_share_of_false_alarms_stays_below_the_rate()
    {
        var random = new Xoshiro256(8);
        var share = Enumerable
            .Range(0, 1000)
            .Select(_ =>
            {
                var p = Enumerable
                    .Range(0, 100)
                    .Select(i =>
                        2
                        * MathNet.Numerics.Distributions.Normal.CDF(
                            0,
                            1,
                            -Math.Abs(SyntheticRuns.Normal(random) + (i < 10 ? 4 : 0))
                        )
                    )
                    .ToArray();
                var raised = FalseDiscovery.Raised(p, 0.1);
                return raised.Skip(10).Count(r => r) / Math.Max(1.0, raised.Count(r => r));
            })
            .Average();

        Assert.InRange(share, 0.07, 0.10);
    }

    [Fact]
    public void Conformal_p_values_of_healthy_runs_are_no_smaller_than_uniform()
    {
        var random = new Xoshiro256(9);
        var p = Enumerable
            .Range(0, 4000)
            .Select(_ =>
                new ConformalPValue(
                    Enumerable.Range(0, 29).Select(_ => Math.Abs(SyntheticRuns.Normal(random)))
                ).Of(Math.Abs(SyntheticRuns.Normal(random)))
            )
            .ToArray();

        foreach (var level in new[] { 1 / 30.0, 0.1, 0.5 })
        {
            Assert.InRange(
                p.Average(v => v <= level + 1e-12 ? 1.0 : 0),
                level - 0.03,
                level + 0.02
            );
        }

        Assert.Equal(1 / 30.0, p.Min(), 1e-12);
        Assert.Equal(2 / 3.0, new ConformalPValue([1, 2]).Of(1.5), 1e-12);
        Assert.Equal(1, new ConformalPValue([1, 1]).Of(1), 1e-12);
        Assert.Throws<ArgumentException>(() => new ConformalPValue([]));
    }
}
