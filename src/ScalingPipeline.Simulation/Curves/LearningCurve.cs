using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Faults;
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

    /// <summary>The mean over positions of a fault's effect on them.</summary>
    private readonly double _positions = 1;

    public LearningCurve(RunPlan plan)
    {
        _plan = plan;
        _last = Decay(plan.TotalSteps);
        if (plan.Fault?.OnPositions(plan.Domain) is { } factors)
        {
            _positions = factors
                .Zip(
                    plan.Domain.Profile.FactorsOver(factors.Length),
                    (fault, share) => fault * share
                )
                .Average();
        }
    }

    /// <summary>Nats per token after <paramref name="updates"/> updates, a fault's effect on the batches trained on included.</summary>
    public double TrainingLossAfter(int updates) =>
        _plan.Fault is { } fault
            ? fault.OnTrainingLoss(OverPositions(LossWorth(fault, updates)), At(updates))
            : HealthyLossAfter(updates);

    /// <summary>
    /// Nats per token after <paramref name="updates"/> updates, a fault's effect on the evaluation included but for that on single positions, which
    /// <see cref="Evaluation.EvaluationJob"/> puts in.
    /// </summary>
    public double EvaluationLossAfter(int updates) =>
        _plan.Fault is { } fault
            ? fault.OnEvaluationLoss(LossWorth(fault, updates), At(updates))
            : HealthyLossAfter(updates);

    public double HealthyLossAfter(int updates)
    {
        var reducible = (Decay(updates) - _last) / (1 - _last);
        return _plan.FinalLoss + ((_plan.Domain.InitialLoss - _plan.FinalLoss) * reducible);
    }

    private double LossWorth(Fault fault, int updates) =>
        HealthyLossAfter(fault.Worth(At(updates)));

    private double OverPositions(double loss) =>
        loss * (1 + (LearnedShare.Of(loss, _plan.Domain.InitialLoss) * (_positions - 1)));

    /// <summary>Where the curve stands after <paramref name="updates"/> updates.</summary>
    public CurvePoint At(int updates) => new(updates, _plan.TotalSteps, _plan.Domain.InitialLoss);

    private double Decay(int updates)
    {
        // Warm-up counts by the area under its learning rate.
        var warmup = (double)_plan.WarmupSteps;
        var effective =
            updates < warmup ? updates * updates / (2 * warmup) : updates - (warmup / 2);
        return Elementary.Pow(1 + (effective / Onset), -StepExponent);
    }
}
