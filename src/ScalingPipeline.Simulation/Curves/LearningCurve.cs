using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Curves;

/// <summary>
/// The loss of a run over its updates, without noise: from ln(vocabulary) down to the loss of the law at the run's own D, reached at the last
/// update. In mid-schedule a run lies above one that has finished at as many tokens, since its learning rate has not decayed yet
/// (Hoffmann et al. 2022, arXiv 2203.15556, appendix B): its tokens are worth fewer, the fewer the less of the cosine is done.
/// </summary>
internal sealed class LearningCurve
{
    /// <summary>What a token is worth at the full rate, over one of a finished run: assumed.</summary>
    private const double WorthAtFullRate = 0.6;

    /// <summary>Full-rate updates in which the uniform prediction is left behind.</summary>
    private const double Onset = 12;

    /// <summary>The onset is over long before the end of the shortest schedule.</summary>
    private const double OnsetAtMost = 1.0 / 16;

    private readonly RunPlan _plan;
    private readonly double _onset;
    private readonly double _offset;
    private readonly double _unlearned;

    /// <summary>The mean over positions of a fault's effect on them.</summary>
    private readonly double _positions = 1;

    public LearningCurve(RunPlan plan)
    {
        _plan = plan;
        _onset = Math.Min(Onset, OnsetAtMost * plan.TotalSteps);
        _offset = Elementary.Exp(plan.Offset);
        _unlearned = plan.Domain.InitialLoss - FinishedLossAfter(0);
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
        var worth = WorthOf(updates);
        return FinishedLossAfter(worth) + (_unlearned * LeftOf(worth));
    }

    /// <summary>Nats per token of the same run had its schedule been as many updates long, with a start at the onset.</summary>
    private double FinishedLossAfter(double updates)
    {
        var shifted = updates + (_onset * Elementary.Exp(-updates / _onset));
        return _offset
            * PortableLaw.LossOf(
                _plan.Domain.Law,
                _plan.Shape.Parameters,
                shifted * _plan.TokensPerStep
            );
    }

    /// <summary>How many updates of a finished run the updates done are worth; all of them at the end of the schedule.</summary>
    private double WorthOf(int updates)
    {
        var rate = (1 + Elementary.CosineOfPi((double)updates / _plan.TotalSteps)) / 2;
        var worth = 1 - ((1 - WorthAtFullRate) * rate);
        return worth
            * FullRateUpdates(updates)
            * (_plan.TotalSteps / FullRateUpdates(_plan.TotalSteps));
    }

    /// <summary>The share of what the onset learns that is still to be learned: 1 at the start, 0 at the end.</summary>
    private double LeftOf(double worth)
    {
        var last = Left(_plan.TotalSteps);
        return (Left(worth) - last) / (1 - last);

        double Left(double updates)
        {
            var onsets = 1 + (updates / _onset);
            return 1 / (onsets * onsets);
        }
    }

    /// <summary>Warm-up counts by the area under its learning rate.</summary>
    private double FullRateUpdates(int updates)
    {
        var warmup = (double)_plan.WarmupSteps;
        return updates < warmup ? updates * updates / (2 * warmup) : updates - (warmup / 2);
    }

    private double LossWorth(Fault fault, int updates) =>
        HealthyLossAfter(fault.Worth(At(updates)));

    private double OverPositions(double loss) =>
        loss * (1 + (LearnedShare.Of(loss, _plan.Domain.InitialLoss) * (_positions - 1)));

    /// <summary>Where the curve stands after <paramref name="updates"/> updates.</summary>
    public CurvePoint At(int updates) => new(updates, _plan.TotalSteps, _plan.Domain.InitialLoss);
}
