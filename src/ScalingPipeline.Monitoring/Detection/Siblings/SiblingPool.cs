using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Trend;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

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
    private readonly Lazy<HashSet<string>> _parted;
    private readonly Lazy<IReadOnlyList<RunView>> _changed;
    private readonly Lazy<HashSet<string>> _trainedApart;
    private readonly Dictionary<string, SiblingScore> _offTheirSize;
    private readonly IReadOnlySet<string> _otherRate;
    private readonly Dictionary<string, SiblingScore> _otherRateScores;
    private readonly Dictionary<RunView, IReadOnlyList<RunView>> _references = [];

    /// <param name="members">All runs of the group.</param>
    /// <param name="unusable">Runs that are no references whatever their losses: those with a wrong unit or counter.</param>
    public SiblingPool(IReadOnlyList<RunView> members, IReadOnlySet<string> unusable)
    {
        Members = members;
        _usable = [.. members.Where(m => !unusable.Contains(m.Name))];
        _otherRate = RateLine.Off(_usable);
        var ended = _usable
            .Where(m => m.Final is not null && !_otherRate.Contains(m.Name))
            .ToArray();
        var finals = Finals(ended);
        Finished = Within(
            PairAgainstTheRest.Weigh(
                PatientSelection.Select(finals, FinalLimit),
                finals,
                FinalLimit
            )
        );
        _offTheirSize = Seeds.Off(finals).ToDictionary(s => s.Id, StringComparer.Ordinal);
        _setAside =
            _otherRate.Count == 0 && FewSiblings.Accused(Finished, finals) is { } accused
                ? [accused]
                : [.. Finished.Excluded];
        _setAside.UnionWith(_offTheirSize.Keys);
        var trusted = finals.Where(f => !_setAside.Contains(f.Id)).ToArray();
        _otherRateScores = Finals(
                _usable.Where(m => m.Final is not null && _otherRate.Contains(m.Name))
            )
            .Select(run => SiblingScores.Against(run, trusted, FinalLimit))
            .Where(score => Finished.Agrees && score.IsComparable)
            .ToDictionary(s => s.Id, StringComparer.Ordinal);
        RunView[] sound = [.. _usable.Where(m => !_setAside.Contains(m.Name))];
        RunView[] soundAndEnded = [.. ended.Where(m => !_setAside.Contains(m.Name))];
        _parted = new Lazy<HashSet<string>>(() =>
            sound
                .Where(m => GapRule.Parted(m, [.. soundAndEnded.Where(other => other != m)]))
                .Select(m => m.Name)
                .ToHashSet(StringComparer.Ordinal)
        );
        _changed = new Lazy<IReadOnlyList<RunView>>(() =>
            CanAccuse
                ? Blame.Of(
                    [.. sound.Where(m => !Parted(m) && !HasOtherRate(m))],
                    ChangeRule.Strength
                )
                : []
        );
        _trainedApart = new Lazy<HashSet<string>>(() => TrainedApart(soundAndEnded));
    }

    public IReadOnlyList<RunView> Members { get; }

    /// <summary>Whether the learning rate of a run is another than the recipe of its siblings gives its size: it is no reference then.</summary>
    public bool HasOtherRate(RunView view) => _otherRate.Contains(view.Name);

    /// <summary>Whether the training loss of a run has parted from its evaluation, by its siblings: it says nothing of what theirs should be.</summary>
    public bool Parted(RunView view) => _parted.Value.Contains(view.Name);

    /// <summary>The runs to blame for a change of their distance from the others.</summary>
    public IReadOnlyList<RunView> Changed => _changed.Value;

    /// <summary>The selection among the finished runs, by their final losses.</summary>
    public SiblingSelection Finished { get; }

    /// <summary>
    /// False when the runs disagree so that no third of them explains it: then nobody is accused. True also with too few runs.
    /// </summary>
    public bool CanAccuse => Finished.Agrees || _setAside.Count > 0;

    /// <summary>Whether the final loss of a run is off what its siblings predict.</summary>
    public bool Accuses(RunView view) =>
        _setAside.Contains(view.Name)
        || _otherRateScores.GetValueOrDefault(view.Name) is { Deviates: true }
        || (
            Finished.Agrees
            && Finished.Scores.Any(s =>
                s.Deviates && string.Equals(s.Id, view.Name, StringComparison.Ordinal)
            )
        );

    /// <summary>How a finished run stands against the others: those of its size where there are enough, else all; null when it cannot be compared.</summary>
    public SiblingScore? ScoreOf(RunView view) =>
        _offTheirSize.GetValueOrDefault(view.Name)
        ?? _otherRateScores.GetValueOrDefault(view.Name)
        ?? Finished.Scores.FirstOrDefault(s =>
            string.Equals(s.Id, view.Name, StringComparison.Ordinal)
        );

    /// <summary>The references of a run: finished siblings that agree, and siblings under way that have come as far as it has.</summary>
    public IReadOnlyList<RunView> ReferencesOf(RunView target)
    {
        if (!_references.TryGetValue(target, out var references))
        {
            _references[target] = references = SelectReferences(target);
        }

        return references;
    }

    private IReadOnlyList<RunView> SelectReferences(RunView target)
    {
        var others = _usable
            .Where(m =>
                m != target
                && !_setAside.Contains(m.Name)
                && !_trainedApart.Value.Contains(m.Name)
                && !_otherRate.Contains(m.Name)
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
        var levels = Levels(candidates, curve.Complete);
        var selection = PatientSelection.Select(
            levels,
            TrendLimits.Default.At(curve.Complete / (double)LossBlocks.Count)
        );
        var offTheirSize = Seeds.Off(levels).Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. candidates.Where(m =>
                m != target
                && !selection.Excluded.Contains(m.Name, StringComparer.Ordinal)
                && !offTheirSize.Contains(m.Name)
            ),
        ];
    }

    /// <summary>
    /// Among three runs whose training losses disagree, the one to blame; null when that is not the case or cannot be told. A run that two others accuse while it accuses one of them
    /// is not known to be the faulty one.
    /// </summary>
    public string? AccusedInTraining(IReadOnlyCollection<RunView> off)
    {
        var runs = _usable
            .Where(m => m.Curve is not null && !_otherRate.Contains(m.Name))
            .ToArray();
        if (runs.Length != 3 || off.Count < 2)
        {
            return null;
        }

        var complete = runs.Min(m => m.Curve!.Complete);
        var levels = Levels(runs, complete);
        return levels.Any(l => double.IsNaN(l.LogLoss))
            ? null
            : FewSiblings.Accused(
                PatientSelection.Select(levels, TrendLimits.Default.LateLimit),
                levels
            );
    }

    /// <summary>Runs at another rate are a part of the third that may be set aside: with many gone, the few that are left explain anything.</summary>
    private SiblingSelection Within(SiblingSelection selection) =>
        _otherRate.Count > 0
        && selection.Excluded.Count > 0
        && 3 * (selection.Excluded.Count + _otherRate.Count) > _usable.Count
            ? selection with
            {
                Excluded = [],
                Agrees = false,
                Explanation =
                    $"Beside {Words.Many(_otherRate.Count, "run", "runs")} at another learning rate the siblings do not agree, and no third of all explains it: none is taken for the faulty one.",
            }
            : selection;

    private static SiblingRun[] Finals(IEnumerable<RunView> ended) =>
        [.. ended.Select(m => new SiblingRun(m.Name, m.Parameters, Elementary.Log(m.Final!.Loss)))];

    private static SiblingRun[] Levels(IEnumerable<RunView> runs, int complete) =>
        [.. runs.Select(m => new SiblingRun(m.Name, m.Parameters, m.Curve!.Level(complete)))];

    /// <summary>Runs whose evaluation is as their siblings' but whose training loss parted from it, changed on the way or ended elsewhere: no references either.</summary>
    private HashSet<string> TrainedApart(IReadOnlyList<RunView> ended)
    {
        var apart = _parted
            .Value.Concat(Changed.Select(m => m.Name))
            .ToHashSet(StringComparer.Ordinal);
        var trained = ended
            .Where(m =>
                m.Curve is { } c
                && !double.IsNaN(c.Level(LossBlocks.Count))
                && !apart.Contains(m.Name)
            )
            .ToArray();
        var levels = Levels(trained, LossBlocks.Count);
        var selection = PatientSelection.Select(levels, TrendLimits.Default.LateLimit);
        apart.UnionWith(
            FewSiblings.Accused(selection, levels) is { } accused ? [accused] : selection.Excluded
        );
        return apart;
    }
}
