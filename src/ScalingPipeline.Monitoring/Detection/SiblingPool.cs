using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>
/// The runs of one family with the same schedule length, and which of them may serve as references. Nobody has labelled them:
/// faulty ones are found by having the rest agree without them.
/// </summary>
public sealed class SiblingPool
{
    /// <summary>
    /// With four siblings or more 1.5 times the largest of 24 healthy leave-one-out errors of the final loss (4.8 %), with three
    /// 8 %, with two 10 %, and never below two kriging SD.
    /// </summary>
    public const double FinalLimit = 0.072;

    private readonly IReadOnlyList<RunView> _usable;
    private readonly HashSet<string> _setAside;
    private readonly HashSet<string> _trainedApart;

    /// <param name="members">All runs of the group.</param>
    /// <param name="unusable">Runs that are no references whatever their losses: those with a wrong unit or counter.</param>
    public SiblingPool(IReadOnlyList<RunView> members, IReadOnlySet<string> unusable)
    {
        Members = members;
        _usable = [.. members.Where(m => !unusable.Contains(m.Name))];
        var ended = _usable.Where(m => m.Final is not null).ToArray();
        Finished = PatientSelection.Select(
            [
                .. ended.Select(m => new SiblingRun(
                    m.Name,
                    m.Parameters,
                    Elementary.Log(m.Final!.Loss)
                )),
            ],
            FinalLimit
        );
        _setAside = FewSiblings.Accused(Finished, ended) is { } accused
            ? [accused]
            : [.. Finished.Excluded];
        _trainedApart = TrainedApart([.. ended.Where(m => !_setAside.Contains(m.Name))]);
    }

    public IReadOnlyList<RunView> Members { get; }

    /// <summary>The selection among the finished runs, by their final losses.</summary>
    public SiblingSelection Finished { get; }

    /// <summary>
    /// False when the runs disagree so that no third of them explains it: then nobody is accused. True also with too few runs.
    /// </summary>
    public bool CanAccuse => Finished.Agrees || _setAside.Count > 0;

    /// <summary>Whether the final loss of a run is off what its siblings predict.</summary>
    public bool Accuses(RunView view) =>
        _setAside.Contains(view.Name)
        || (
            Finished.Agrees
            && Finished.Scores.Any(s =>
                s.Deviates && string.Equals(s.Id, view.Name, StringComparison.Ordinal)
            )
        );

    /// <summary>The references of a run: finished siblings that agree, and siblings under way that have come as far as it has.</summary>
    public IReadOnlyList<RunView> ReferencesOf(RunView target)
    {
        var others = _usable
            .Where(m =>
                m != target && !_setAside.Contains(m.Name) && !_trainedApart.Contains(m.Name)
            )
            .ToArray();
        if (target.Final is not null)
        {
            return [.. others.Where(m => m.Final is not null)];
        }

        // A sibling under way may be faulty too: the selection is made where the target stands.
        if (target.Curve is not { } curve || double.IsNaN(curve.Level(curve.Complete)))
        {
            return [.. others.Where(m => m.Final is not null)];
        }

        var candidates = others
            .Where(m => m.Curve is { } c && !double.IsNaN(c.Level(curve.Complete)))
            .Append(target)
            .ToArray();
        var selection = PatientSelection.Select(
            [
                .. candidates.Select(m => new SiblingRun(
                    m.Name,
                    m.Parameters,
                    m.Curve!.Level(curve.Complete)
                )),
            ],
            TrendLimits.Default.At(curve.Complete / (double)LossBlocks.Count)
        );
        return
        [
            .. candidates.Where(m =>
                m != target && !selection.Excluded.Contains(m.Name, StringComparer.Ordinal)
            ),
        ];
    }

    /// <summary>Runs whose evaluation is as their siblings' but whose training loss ended elsewhere: no references either.</summary>
    private static HashSet<string> TrainedApart(IReadOnlyList<RunView> ended)
    {
        var trained = ended
            .Where(m => m.Curve is { } c && !double.IsNaN(c.Level(LossBlocks.Count)))
            .ToArray();
        var selection = PatientSelection.Select(
            [
                .. trained.Select(m => new SiblingRun(
                    m.Name,
                    m.Parameters,
                    m.Curve!.Level(LossBlocks.Count)
                )),
            ],
            TrendLimits.Default.LateLimit
        );
        return [.. selection.Excluded];
    }
}
