using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Detection.Units;

/// <summary>
/// Losses that are a constant factor off the siblings', whatever the factor: sums over micro-batches that should be means, means over workers that hold a part. What goes wrong
/// with a run changes its ratio to the siblings as it learns and leaves its first losses alone; a factor in the logging does neither.
/// </summary>
/// <param name="Factor">k: the losses logged over those of the siblings.</param>
/// <param name="Training">ln ratio of the training loss, block by block.</param>
/// <param name="InEvaluation">Whether the evaluations are off by it too.</param>
internal sealed record FreeFactor(double Factor, UnitRatio Training, bool InEvaluation)
{
    /// <summary>On |ln k|. Healthy runs keep within .036, and start within .13 of ln(vocabulary).</summary>
    private const double LeastLogFactor = 0.25;

    /// <summary>SD of the ln ratio over the blocks: healthy runs .027, a rate far too high .09.</summary>
    private const double LargestDeviation = 0.03;

    /// <summary>ln of the first loss over k ln(vocabulary): the healthy range of the start, and the offset of the run.</summary>
    private const double LargestAtStart = 0.15;

    /// <summary>What an evaluation logged by the same factor may be off it, or one logged rightly off the siblings.</summary>
    private const double LargestElsewhere = 0.1;

    /// <summary>The offset of a healthy run from the prediction: which whole number k stands for is no better known.</summary>
    private const double Nearly = 0.08;

    /// <summary>Null where the ratio is not constant, the log has no first losses, or the evaluations tell another story.</summary>
    /// <param name="first">The first loss over ln(vocabulary).</param>
    /// <param name="training">ln ratio of the training loss to the siblings' prediction.</param>
    /// <param name="evaluation">The same of the evaluations.</param>
    public static FreeFactor? Of(double? first, UnitRatio training, UnitRatio evaluation)
    {
        if (
            first is not > 0
            || !(Math.Abs(training.Mean) > LeastLogFactor)
            || !(training.Deviation <= LargestDeviation)
            || Math.Abs(Elementary.Log(first.Value) - training.Mean) > LargestAtStart
        )
        {
            return null;
        }

        var evaluated = evaluation.Count >= 3;
        var same = evaluated && Math.Abs(evaluation.Mean - training.Mean) <= LargestElsewhere;
        return !evaluated || same || Math.Abs(evaluation.Mean) <= LargestElsewhere
            ? new FreeFactor(Elementary.Exp(training.Mean), training, same)
            : null;
    }

    /// <summary>The whole number that the factor, or its inverse, may stand for: a power of two if one is near. Null where none is.</summary>
    public int? Whole
    {
        get
        {
            var times = Math.Max(Factor, 1 / Factor);
            var power = (int)Math.Pow(2, Math.Round(Math.Log2(times)));
            var nearest = (int)Math.Round(times);
            return power >= 2 && Math.Abs((power / times) - 1) < Nearly ? power
                : nearest >= 2 && Math.Abs((nearest / times) - 1) < Nearly ? nearest
                : null;
        }
    }
}
