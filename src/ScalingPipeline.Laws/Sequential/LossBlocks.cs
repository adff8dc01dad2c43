using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// Cuts a training log into 40 blocks of 2.5 % of the schedule. The per-step scatter averages out to .4 to 1.4 %, below the persistent offset between
/// healthy runs, which is the limiting noise.
/// </summary>
public static class LossBlocks
{
    public const int Count = 40;

    /// <summary>Blocks that end before 7.5 % of the run are warmup and are not compared.</summary>
    public const int FirstCompared = 2;

    /// <summary>All 40 blocks of a run; those not reached yet, or without a finite loss, are NaN.</summary>
    /// <param name="steps">1 to <paramref name="totalSteps"/>, in any order.</param>
    /// <param name="losses">As many training losses; those that are not finite and positive are left out.</param>
    /// <param name="totalSteps">The length of the declared schedule.</param>
    public static LossBlock[] Of(
        ReadOnlySpan<double> steps,
        ReadOnlySpan<double> losses,
        double totalSteps
    )
    {
        if (steps.Length != losses.Length)
        {
            throw new ArgumentException(
                $"There are {steps.Length} steps but {losses.Length} losses.",
                nameof(losses)
            );
        }

        Span<double> sum = stackalloc double[Count];
        Span<double> squares = stackalloc double[Count];
        Span<int> count = stackalloc int[Count];
        sum.Clear();
        squares.Clear();
        count.Clear();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var i = 0; i < steps.Length; i++)
            {
                var block = (int)Math.Ceiling(steps[i] * Count / totalSteps) - 1;
                if (block is < 0 or >= Count || !double.IsFinite(losses[i]) || losses[i] <= 0)
                {
                    continue;
                }

                if (pass == 0)
                {
                    sum[block] += losses[i];
                    count[block]++;
                }
                else
                {
                    var off = losses[i] - (sum[block] / count[block]);
                    squares[block] += off * off;
                }
            }
        }

        var blocks = new LossBlock[Count];
        for (var b = 0; b < Count; b++)
        {
            var mean = sum[b] / count[b];
            var error =
                count[b] < 2
                    ? double.NaN
                    : Math.Sqrt(squares[b] / (count[b] - 1.0) / count[b]) / mean;
            blocks[b] = new LossBlock(b, Elementary.Log(mean), error, count[b]);
        }

        return blocks;
    }
}
