using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// A run against its siblings, block by block. sigma^2 = .019^2 + (.07 d ln L / d ln step)^2 + 2 SE^2: the slope term takes care of healthy runs that leave a plateau
/// a little earlier or later.
/// </summary>
public static class SiblingComparison
{
    private const double PersistentOffset = 0.019;
    private const double TimingSpread = 0.07;
    private const double SlopeReach = 0.2;

    /// <summary>Residuals of the blocks that the run and all references have, warmup left out.</summary>
    /// <param name="run">The 40 blocks of the run.</param>
    /// <param name="references">The 40 blocks of each reference, in the order of the weights.</param>
    /// <param name="kriging">The weights of the references for the run's size.</param>
    public static IReadOnlyList<BlockResidual> Residuals(
        LossBlock[] run,
        IReadOnlyList<LossBlock[]> references,
        KrigingWeights kriging
    )
    {
        var predicted = new double[LossBlocks.Count];
        for (var b = 0; b < predicted.Length; b++)
        {
            predicted[b] = kriging.Combine([.. references.Select(r => r[b].LogLoss)]);
        }

        var residuals = new List<BlockResidual>();
        for (var b = LossBlocks.FirstCompared; b < predicted.Length; b++)
        {
            var residual = run[b].LogLoss - predicted[b];
            if (!double.IsFinite(residual))
            {
                continue;
            }

            var error = double.IsFinite(run[b].StandardError) ? run[b].StandardError : 0;
            var timing = TimingSpread * Slope(predicted, b);
            var sigma = Math.Sqrt(
                (PersistentOffset * PersistentOffset) + (timing * timing) + (2 * error * error)
            );
            residuals.Add(new BlockResidual(b, residual, sigma, error, timing));
        }

        return residuals;
    }

    /// <summary>The signed two-block statistic: the smaller of two consecutive values of one sign, else 0. The first value has no predecessor and gives 0.</summary>
    public static double[] TwoConsecutive(ReadOnlySpan<double> values)
    {
        var statistic = new double[values.Length];
        for (var i = 1; i < values.Length; i++)
        {
            var same = values[i] * values[i - 1] > 0;
            statistic[i] = same
                ? Math.CopySign(Math.Min(Math.Abs(values[i]), Math.Abs(values[i - 1])), values[i])
                : 0;
        }

        return statistic;
    }

    /// <summary>d ln L / d ln step of the siblings' curve, over a fifth of the step to either side: late neighbours are too close to tell slope from scatter.</summary>
    private static double Slope(double[] predicted, int block)
    {
        var reach = Math.Max(1, (int)Math.Round(SlopeReach * block));
        var from = Math.Max(block - reach, 0);
        var to = Math.Min(block + reach, predicted.Length - 1);
        if (!double.IsFinite(predicted[to]))
        {
            to = block;
        }

        if (!double.IsFinite(predicted[from]))
        {
            from = block;
        }

        return from == to
            ? 0
            : (predicted[to] - predicted[from]) / Elementary.Log((to + 0.5) / (from + 0.5));
    }
}
