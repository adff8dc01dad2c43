using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>A run with what every rule needs of it, computed once.</summary>
public sealed class RunView
{
    private readonly DomainSnapshot _snapshot;

    public RunView(Run run, DomainSnapshot snapshot)
    {
        _snapshot = snapshot;
        Run = run;
        Curve = BlockCurve.Of(run);
        PrimaryEvaluations = [.. run.EvaluationsOn(snapshot.EvaluationSet)];
        Checkpoints =
        [
            .. PrimaryEvaluations
                .Select(e => new EvaluatedLoss(e.Step, Loss(e), e.All.StandardError))
                .Where(e => double.IsFinite(e.Loss) && e.Loss > 0),
        ];
        Final = run.FinalEvaluation(snapshot.EvaluationSet) is { } final
            ? Checkpoints.FirstOrDefault(e => e.Step == final.Step)
            : null;
    }

    public Run Run { get; }

    public string Name => Run.Name;

    public string Domain => _snapshot.Domain;

    public string Family => Run.Metadata.Family;

    /// <summary>What a person said of it; null when nobody did.</summary>
    public RunVerdict? Verdict => Mark?.Verdict;

    /// <inheritdoc cref="Verdict"/>
    public RunMark? Mark => _snapshot.Marks.GetValueOrDefault(Name);

    /// <summary>N.</summary>
    public double Parameters => Run.Metadata.Parameters;

    /// <summary>Null without a declared schedule or a training log.</summary>
    public BlockCurve? Curve { get; }

    /// <summary>Every evaluation on the domain's evaluation set, by step.</summary>
    public IReadOnlyList<EvaluationCheckpoint> PrimaryEvaluations { get; }

    /// <summary>Standardized losses on the domain's evaluation set, by step; those that cannot be standardized are not here.</summary>
    public IReadOnlyList<EvaluatedLoss> Checkpoints { get; }

    /// <summary>The evaluation at the end of the schedule; null while it trains.</summary>
    public EvaluatedLoss? Final { get; }

    /// <summary>The last step that anything was logged of.</summary>
    public long LastStep =>
        Math.Max(
            Run.Training.Count > 0 ? Run.Training.Step[^1] : 0,
            Run.Evaluations.Count > 0 ? Run.Evaluations.Max(e => e.Step) : 0
        );

    /// <summary>Share of the declared schedule that is done, 0..1; NaN when no schedule is declared.</summary>
    public double Progress =>
        Run.Metadata.TotalSteps is { } total ? Math.Min(1, LastStep / (double)total) : double.NaN;

    /// <summary>
    /// ln of the loss at a step: of the checkpoint there, else between its neighbours on a straight line in ln step; NaN outside.
    /// </summary>
    public double LogLossAt(long step)
    {
        var after = Checkpoints.FirstOrDefault(e => e.Step >= step);
        var before = Checkpoints.LastOrDefault(e => e.Step <= step);
        if (after is null || before is null)
        {
            return double.NaN;
        }

        if (after.Step == before.Step)
        {
            return Elementary.Log(after.Loss);
        }

        var share =
            Elementary.Log((double)step / before.Step)
            / Elementary.Log((double)after.Step / before.Step);
        return ((1 - share) * Elementary.Log(before.Loss)) + (share * Elementary.Log(after.Loss));
    }

    private double Loss(EvaluationCheckpoint checkpoint) =>
        _snapshot.ReferenceContext == 0
            ? checkpoint.All.Mean.Value
            : checkpoint.Profile.Standardized(_snapshot.ReferenceContext)?.Value ?? double.NaN;
}

/// <summary>One evaluation in nats per token, standardized, with its standard error clustered by sequence.</summary>
public sealed record EvaluatedLoss(long Step, double Loss, double StandardError);
