using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>A run that falls apart: training and evaluation both stand far above what they had reached.</summary>
internal static class Diverged
{
    /// <summary>In ln loss, a half above the minimum. Small models trained very long rise by up to 17 % and have not diverged.</summary>
    private const double Rise = 0.4;

    /// <summary>Less than this in a block is no rise that an evaluation could be compared with.</summary>
    private const double Seen = 0.1;

    /// <summary>The evaluation rises with training, by half of it at least: training data alone does not do that.</summary>
    private const double EvaluationShare = 0.5;

    /// <summary>Null where it has not, or no evaluation says that it has.</summary>
    public static Cause? Of(RunView view)
    {
        if (view.Curve is not { } curve || view.Checkpoints is not [.., var last])
        {
            return null;
        }

        var blocks = curve.Blocks.Where(b => double.IsFinite(b.LogLoss)).ToArray();
        var lowest = blocks.Min(b => b.LogLoss);
        var training =
            blocks
                .Where(b => curve.FirstStep(b.Index) <= last.Step)
                .Select(b => b.LogLoss)
                .LastOrDefault(lowest) - lowest;
        var evaluation = Elementary.Log(last.Loss / view.Checkpoints.Min(c => c.Loss));
        var rise = blocks[^1].LogLoss - lowest;
        return rise > Rise && training > Seen && evaluation > EvaluationShare * training
            ? new Cause(
                CauseCodes.Divergence,
                $"The run diverges: training stands {Words.Percent(rise)} above its minimum, and the evaluation rises with it.",
                "Look at grad_norm and the learning rate before the rise; restart from the checkpoint at the minimum."
            )
            : null;
    }
}
