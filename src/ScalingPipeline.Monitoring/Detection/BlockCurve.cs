using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>The training loss of a run in blocks of 2.5 % of its schedule; blocks that the log has not completed are NaN.</summary>
public sealed class BlockCurve
{
    private readonly long _totalSteps;
    private readonly LossBlock[] _blocks;

    private BlockCurve(long totalSteps, LossBlock[] blocks)
    {
        _totalSteps = totalSteps;
        _blocks = blocks;
        Complete = Array.FindLastIndex(blocks, b => !double.IsNaN(b.LogLoss)) + 1;
    }

    /// <summary>All blocks of the schedule.</summary>
    public LossBlock[] Blocks => [.. _blocks];

    /// <summary>One past the last block that the log has completed.</summary>
    public int Complete { get; }

    /// <summary>The first step of a block.</summary>
    public long FirstStep(int block) => (block * _totalSteps / LossBlocks.Count) + 1;

    /// <summary>The last step of a block, included.</summary>
    public long LastStep(int block) => (block + 1) * _totalSteps / LossBlocks.Count;

    /// <summary>Null when the schedule is shorter than 40 steps, or no block is complete.</summary>
    /// <param name="training">The log.</param>
    /// <param name="total">Steps of the schedule.</param>
    /// <param name="convert">Applied to every loss first; null to take them as they are.</param>
    public static BlockCurve? Of(
        TrainingSeries training,
        long total,
        Func<double, double>? convert = null
    )
    {
        if (total < LossBlocks.Count || training.Count == 0)
        {
            return null;
        }

        // A log that counts its steps from 0 names each by the one before it.
        var shift = training.Step[0] == 0 ? 1 : 0;
        var blocks = LossBlocks.Of(
            Array.ConvertAll(training.Step, step => (double)(step + shift)),
            convert is null
                ? training.Loss
                : Array.ConvertAll(training.Loss, new Converter<double, double>(convert)),
            total
        );
        var stride = training.Count > 1 ? training.Step[1] - training.Step[0] : 1;
        var reached = training.Step[^1] + shift + stride - 1;
        for (var b = 0; b < blocks.Length; b++)
        {
            if (blocks[b].EndFraction * total > reached)
            {
                blocks[b] = new LossBlock(b, double.NaN, double.NaN, 0);
            }
        }

        var curve = new BlockCurve(total, blocks);
        return curve.Complete == 0 ? null : curve;
    }

    /// <summary>Mean ln loss of the two blocks before <paramref name="complete"/>: where the run stood then; NaN within the warmup.</summary>
    public double Level(int complete) =>
        complete < LossBlocks.FirstCompared + 2
            ? double.NaN
            : 0.5 * (_blocks[complete - 1].LogLoss + _blocks[complete - 2].LogLoss);
}
