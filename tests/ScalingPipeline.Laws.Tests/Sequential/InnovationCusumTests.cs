using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class InnovationCusumTests
{
    private const double BlockError = 0.004;

    /// <summary>A CUSUM of the level would integrate a persistent offset of 3 % into an alarm within a few blocks.</summary>
    [Fact]
    public void A_persistent_offset_is_not_a_change()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var path = Run(Residuals(seed, offset: 0.03));

            Assert.Equal(-1, path.FirstAlarm());
        }
    }

    /// <summary>detection.md 2.3: 5 % steps are found within 2-3 blocks.</summary>
    [Fact]
    public void A_step_of_eight_percent_is_found_within_three_blocks()
    {
        for (var seed = 1UL; seed <= 30; seed++)
        {
            var residuals = Residuals(seed, offset: 0);
            for (var b = 16; b < residuals.Length; b++)
            {
                residuals[b] += 0.08;
            }

            Assert.InRange(Run(residuals).FirstAlarm(), 16, 18);
        }
    }

    private static CusumPath Run(double[] residuals)
    {
        var errors = new double[residuals.Length];
        Array.Fill(errors, BlockError);
        return InnovationCusum.Run(residuals, errors);
    }

    private static double[] Residuals(ulong seed, double offset)
    {
        var random = new Xoshiro256(seed);
        return
        [
            .. Enumerable
                .Range(0, 37)
                .Select(_ => offset + (BlockError * SyntheticRuns.Normal(random))),
        ];
    }
}
