using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Curves;

/// <summary>Linear warm-up, then a cosine to 5 % of the peak at the last step, unless a fault has it otherwise.</summary>
internal static class LearningRateSchedule
{
    private const double FinalShare = 0.05;

    /// <param name="step">1-based.</param>
    public static double RateAt(RunPlan plan, int step)
    {
        var share = ShareAt(plan, step);
        var at = new CurvePoint(step, plan.TotalSteps, plan.Domain.InitialLoss);
        return plan.PeakLearningRate * (plan.Fault?.RateShare(share, at) ?? share);
    }

    private static double ShareAt(RunPlan plan, int step)
    {
        if (step <= plan.WarmupSteps)
        {
            return (double)step / plan.WarmupSteps;
        }

        var progress = (double)(step - plan.WarmupSteps) / (plan.TotalSteps - plan.WarmupSteps);
        var cosine = (1 + Elementary.CosineOfPi(progress)) / 2;
        return FinalShare + ((1 - FinalShare) * cosine);
    }
}
