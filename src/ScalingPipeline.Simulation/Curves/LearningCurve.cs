using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Curves;

/// <summary>
/// The loss of a run over its updates, without noise: from ln(vocabulary) down a power law in the steps, with the exponent of
/// Kaplan et al. 2020 (alpha_S = 0.76, Table 5), to the final loss of the run, reached at the last update.
/// </summary>
internal sealed class LearningCurve
{
    private const double StepExponent = 0.76;

    /// <summary>Full-rate updates after which the curve is a power law.</summary>
    private const double Onset = 12;

    private readonly RunPlan _plan;
    private readonly double _last;

    public LearningCurve(RunPlan plan)
    {
        _plan = plan;
        _last = Decay(plan.TotalSteps);
    }

    /// <summary>Nats per token after <paramref name="updates"/> updates, a fault's effect on the batches trained on included.</summary>
    public double TrainingLossAfter(int updates) =>
        _plan.Fault?.OnTrainingLoss(HealthyLossAfter(updates), At(updates))
        ?? HealthyLossAfter(updates);

    /// <summary>Nats per token after <paramref name="updates"/> updates, a fault's effect on the evaluation included.</summary>
    public double EvaluationLossAfter(int updates) =>
        _plan.Fault?.OnEvaluationLoss(HealthyLossAfter(updates), At(updates))
        ?? HealthyLossAfter(updates);

    public double HealthyLossAfter(int updates)
    {
        var reducible = (Decay(updates) - _last) / (1 - _last);
        return _plan.FinalLoss + ((_plan.Domain.InitialLoss - _plan.FinalLoss) * reducible);
    }

    private CurvePoint At(int updates) => new(updates, _plan.TotalSteps, _plan.Domain.InitialLoss);

    private double Decay(int updates)
    {
        // Warm-up counts by the area under its learning rate.
        var warmup = (double)_plan.WarmupSteps;
        var effective =
            updates <= warmup ? updates * updates / (2 * warmup) : updates - (warmup / 2);
        return Elementary.Pow(1 + (effective / Onset), -StepExponent);
    }
}
