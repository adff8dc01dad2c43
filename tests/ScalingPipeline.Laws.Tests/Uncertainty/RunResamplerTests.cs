using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Uncertainty;

public sealed class RunResamplerTests
{
    [Fact]
    public void Runs_that_reach_the_same_values_are_drawn_together()
    {
        // Runs 0 and 2 end at (1e6, 3e9), run 1 at the same size with fewer tokens, run 3 at another size.
        int[] run = [0, 0, 1, 2, 3];
        double[][] columns =
        [
            [1e6, 1e6, 1e6, 1e6, 4e6],
            [1e9, 3e9, 1e9, 3e9, 3e9],
        ];
        var resampler = new RunResampler(4, run, columns);
        var random = new Xoshiro256(7);
        var count = new int[4];
        var apart = 0;

        for (var draw = 0; draw < 100; draw++)
        {
            resampler.Draw(random, count);
            Assert.Equal(count[0], count[2]);
            Assert.Equal(3, count[0] + count[1] + count[3]);
            apart += count[0] != count[1] ? 1 : 0;
        }

        Assert.Equal(3, resampler.Scales);
        Assert.InRange(apart, 1, 99);
    }
}
