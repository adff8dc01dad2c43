using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Tests.Charts.Drawing;

public sealed class DecimationTests
{
    [Fact]
    public void A_straight_line_is_two_points()
    {
        var line = Enumerable.Range(0, 100).Select(i => ((double)i, 2.0 * i)).ToList();

        Assert.Equal([(0.0, 0.0), (99.0, 198.0)], Decimation.Thin(line, 0.1, 40));
    }

    [Fact]
    public void A_spike_is_kept()
    {
        var line = Enumerable.Range(0, 100).Select(i => ((double)i, i == 37 ? 50.0 : 0.0)).ToList();

        Assert.Contains((37.0, 50.0), Decimation.Thin(line, 0.5, 40));
    }

    [Fact]
    public void A_noisy_line_is_thinned_to_the_most_that_is_allowed()
    {
        var noise = new Random(3);
        var line = Enumerable
            .Range(0, 500)
            .Select(i => ((double)i, 100 * noise.NextDouble()))
            .ToList();

        Assert.InRange(Decimation.Thin(line, 0.5, 16).Count, 2, 16);
    }
}
