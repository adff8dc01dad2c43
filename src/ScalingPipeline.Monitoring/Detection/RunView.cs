using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>A run with what every rule needs of it, computed once.</summary>
public sealed class RunView
{
    private readonly DomainSnapshot _snapshot;

    /// <param name="run">The run.</param>
    /// <param name="snapshot">Its domain.</param>
    /// <param name="length">Of its schedule, where it declares none; null when that is not known either.</param>
    public RunView(Run run, DomainSnapshot snapshot, long? length = null)
    {
        _snapshot = snapshot;
        Run = run;
        Length = run.Metadata.TotalSteps ?? length;
        Curve = CurveIn();
        Stride = StrideOf(run.Training.Step);
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

    /// <summary>Steps of its schedule: declared, else where siblings that declare none ended too; null when not known.</summary>
    public long? Length { get; }

    /// <summary>Null without a schedule or a training log.</summary>
    public BlockCurve? Curve { get; }

    /// <summary>The curve as it would be in another unit; as it is without one.</summary>
    public BlockCurve? CurveIn(Func<double, double>? convert = null) =>
        Length is { } length ? BlockCurve.Of(Run.Training, length, convert) : null;

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

    /// <summary>Steps from one logged training loss to the next, as most are; 1 for a log of fewer than two.</summary>
    public long Stride { get; }

    /// <summary>Share of the declared schedule that is done, 0..1, and 1 with its final evaluation; NaN when no schedule is declared.</summary>
    public double Progress =>
        Run.Metadata.TotalSteps is not { } total ? double.NaN
        : Final is not null ? 1
        : Math.Min(1, LastStep / (double)total);

    /// <summary>
    /// ln of the loss at a step: of the checkpoint there, else between its neighbours on a straight line in ln step; within 1 % after the last one, of that; NaN outside.
    /// </summary>
    public double LogLossAt(long step)
    {
        var after = Checkpoints.FirstOrDefault(e => e.Step >= step);
        var before = Checkpoints.LastOrDefault(e => e.Step <= step);
        if (before is not null && after is null && ScheduleLengths.IsSame(before.Step, step))
        {
            return Elementary.Log(before.Loss);
        }

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

    private static long StrideOf(long[] steps)
    {
        var strides = steps.Zip(steps.Skip(1), (a, b) => b - a).Order().ToArray();
        return strides.Length == 0 ? 1 : Math.Max(1, strides[strides.Length / 2]);
    }

    private double Loss(EvaluationCheckpoint checkpoint) =>
        _snapshot.ReferenceContext == 0
            ? checkpoint.All.Mean.Value
            : checkpoint.Profile.Standardized(_snapshot.ReferenceContext)?.Value ?? double.NaN;
}

/// <summary>One evaluation in nats per token, standardized, with its standard error clustered by sequence.</summary>
public sealed record EvaluatedLoss(long Step, double Loss, double StandardError);
