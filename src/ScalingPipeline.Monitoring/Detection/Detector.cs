using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Integrity;
using ScalingPipeline.Monitoring.Detection.Positions;
using ScalingPipeline.Monitoring.Detection.Sequences;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Monitoring.Detection.Steps;
using ScalingPipeline.Monitoring.Detection.Trend;
using ScalingPipeline.Monitoring.Detection.Units;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>
/// Runs every rule over a snapshot in the order that matters: arithmetic and units first, since a wrong unit is a message to
/// another person than a run off its trend; then spikes, the siblings, the cause.
/// </summary>
public sealed class Detector
{
    /// <summary>Runs of which these are known are no references, and raise no alert that rests on a comparison; so it is with those that a person calls faulty.</summary>
    private static readonly string[] _notComparable =
    [
        AlertCodes.UnitMismatch,
        AlertCodes.NonFinite,
        AlertCodes.TokenCount,
        AlertCodes.TokensPerStep,
        AlertCodes.ClockBackwards,
        AlertCodes.EvaluationSize,
        AlertCodes.TwoPopulations,
    ];

    private readonly Dictionary<string, SiblingPool> _poolOf = new(StringComparer.Ordinal);

    private IReadOnlyList<SiblingPool> _pools = [];

    private IReadOnlyDictionary<string, TrendState> _states = System
        .Collections
        .Frozen
        .FrozenDictionary<string, TrendState>
        .Empty;

    private readonly double? _firstTokenEntropy;

    private Detector(DomainSnapshot snapshot)
    {
        var lengths = ScheduleLengths.Of(snapshot.Runs);
        Views =
        [
            .. snapshot.Runs.Select(run => new RunView(
                run,
                snapshot,
                lengths.TryGetValue(run.Name, out var length) ? length : null
            )),
        ];
        _firstTokenEntropy = snapshot.FirstTokenEntropy;
    }

    /// <summary>All runs, ordered by name.</summary>
    public IReadOnlyList<RunView> Views { get; }

    /// <summary>Ordered by run and code.</summary>
    public IReadOnlyList<AlertCondition> Conditions { get; private set; } = [];

    public IReadOnlyList<string> Remarks { get; private set; } = [];

    public static Detector Run(DomainSnapshot snapshot)
    {
        var detector = new Detector(snapshot);
        detector.Detect();
        return detector;
    }

    /// <summary>The runs of the same family and schedule length; null where the length is not known.</summary>
    public SiblingPool? PoolOf(RunView view) => _poolOf.GetValueOrDefault(view.Name);

    private void Detect()
    {
        var sizes = new EvaluationSizeRule(Views);
        var found = Views
            .SelectMany(IntegrityRules.Check)
            .Concat(Views.Select(sizes.Check).OfType<AlertCondition>())
            .ToList();
        var counters = TokenCounterRule.Shared(
            [.. Views.Where(v => found.Exists(c => Is(c, AlertCodes.TokenCount, v)))],
            Views
        );
        found.RemoveAll(c => counters.Any(v => Is(c, AlertCodes.TokenCount, v)));
        found.AddRange(UnitConditions(NotComparable(found)));

        var groups = ScheduleLengths.Groups(Views);
        var unusable = NotComparable(found);
        Pool(groups, unusable);
        AlertCondition[] scaled =
        [
            .. Views
                .Where(v => PoolOf(v) is not null)
                .SelectMany(v =>
                    new[]
                    {
                        TokensPerStepRule.Check(v, PoolOf(v)!.ReferencesOf(v)),
                        MisplacedRowsRule.Check(v, PoolOf(v)!.ReferencesOf(v)),
                    }
                )
                .OfType<AlertCondition>(),
        ];
        if (scaled.Length > 0)
        {
            found.AddRange(scaled);
            unusable = NotComparable(found);
            Pool(groups, unusable);
        }

        var comparable = Views.Where(v => !unusable.Contains(v.Name)).ToArray();
        var cleared = Views
            .Where(v => v.Verdict == RunVerdict.Healthy)
            .Select(v => v.Name)
            .ToHashSet(StringComparer.Ordinal);
        Add(TrendConditions(comparable));
        var rates = RateConditions(comparable, [.. found]).ToArray();
        var told = rates.Select(r => AlertFingerprint.Of(r)).ToHashSet(StringComparer.Ordinal);
        found.RemoveAll(c => told.Contains(AlertFingerprint.Of(c)));
        Add(rates);
        Add(comparable.Select(DivergenceRule.Check).OfType<AlertCondition>());
        Add(SpikeConditions(comparable));
        Add(comparable.Select(ContextBreakRule.Check).OfType<AlertCondition>());
        Add(SignatureConditions(comparable, [.. found]));
        Conditions =
        [
            .. Inhibition
                .Apply(found)
                .OrderBy(c => c.Run, StringComparer.Ordinal)
                .ThenBy(c => c.Code, StringComparer.Ordinal),
        ];
        Remarks =
        [
            .. DetectionRemarks.Of(_pools),
            .. DetectionRemarks.OfUnknownLength(Views),
            .. counters.Count > 0 ? [TokenCounterRule.Remark(counters)] : Array.Empty<string>(),
        ];

        // What a person calls healthy is not accused by its losses.
        void Add(IEnumerable<AlertCondition> conditions) =>
            found.AddRange(conditions.Where(c => !cleared.Contains(c.Run)));
    }

    private void Pool(IReadOnlyList<IReadOnlyList<RunView>> groups, HashSet<string> unusable)
    {
        _pools = [.. groups.Select(group => new SiblingPool(group, unusable))];
        foreach (var pool in _pools)
        {
            foreach (var member in pool.Members)
            {
                _poolOf[member.Name] = pool;
            }
        }
    }

    private static bool IsUnit(AlertCondition condition) =>
        string.Equals(condition.Code, AlertCodes.UnitMismatch, StringComparison.Ordinal);

    private static bool Is(AlertCondition condition, string code, RunView view) =>
        string.Equals(condition.Code, code, StringComparison.Ordinal)
        && string.Equals(condition.Run, view.Name, StringComparison.Ordinal);

    private HashSet<string> NotComparable(IEnumerable<AlertCondition> conditions) =>
        conditions
            .Where(c =>
                _notComparable.Contains(c.Code, StringComparer.Ordinal)
                && (c.Confirmed || IsUnit(c))
            )
            .Select(c => c.Run)
            .Concat(Views.Where(v => v.Verdict == RunVerdict.Faulty).Select(v => v.Name))
            .ToHashSet(StringComparer.Ordinal);

    private IEnumerable<AlertCondition> UnitConditions(HashSet<string> unusable)
    {
        foreach (var group in ScheduleLengths.Groups(Views))
        {
            var doubtful = group
                .Where(UnitRule.LooksOdd)
                .Select(v => v.Name)
                .Union(unusable, StringComparer.Ordinal)
                .ToHashSet(StringComparer.Ordinal);
            var pool = new SiblingPool(group, doubtful);
            foreach (var view in group)
            {
                if (UnitRule.Check(view, pool.ReferencesOf(view)) is { } condition)
                {
                    yield return condition;
                }
            }
        }

        foreach (var view in Views.Where(v => v.Length is null))
        {
            if (UnitRule.Check(view, []) is { } condition)
            {
                yield return condition;
            }
        }
    }

    private IEnumerable<AlertCondition> TrendConditions(IReadOnlyList<RunView> comparable)
    {
        _states = new TrendCalibration(comparable, PoolOf).States;
        foreach (var pool in _pools.Where(p => p.CanAccuse))
        {
            var off = new List<(RunView View, AlertCondition Condition)>();
            foreach (var view in pool.Members.Where(comparable.Contains))
            {
                if (TrendRule.Check(view, pool, _states[view.Name]) is { } trend)
                {
                    off.Add((view, trend));
                }
            }

            // Of three runs each is predicted from two: a faulty one makes its siblings look wrong too.
            var undecided =
                pool.Members.Count == 3 && off.Count > 1 && !off.Exists(o => pool.Accuses(o.View));
            var accused = undecided ? pool.AccusedInTraining([.. off.Select(o => o.View)]) : null;
            foreach (var (view, condition) in off)
            {
                if (!undecided || string.Equals(accused, view.Name, StringComparison.Ordinal))
                {
                    yield return condition;
                }
            }
        }
    }

    /// <summary>Also where the losses alone accuse nobody.</summary>
    private IEnumerable<AlertCondition> RateConditions(
        IEnumerable<RunView> comparable,
        AlertCondition[] found
    ) =>
        comparable
            .Where(v =>
                PoolOf(v) is not null
                && !Array.Exists(
                    found,
                    c =>
                        c.Confirmed
                        && (Is(c, AlertCodes.FinalLoss, v) || Is(c, AlertCodes.TrainingTrend, v))
                )
            )
            .Select(v => RateOffTrendRule.Check(v, PoolOf(v)!, _states[v.Name].Track))
            .OfType<AlertCondition>();

    /// <summary>What has a signature of its own, whether or not the run is off its trend. A run that is off makes no sibling look wrong.</summary>
    private IEnumerable<AlertCondition> SignatureConditions(
        IReadOnlyList<RunView> comparable,
        AlertCondition[] found
    )
    {
        var off = found
            .Where(c => c.Confirmed && c.Severity > AlertSeverity.Info)
            .Select(c => c.Run)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var pool in _pools)
        {
            var members = pool.Members.Where(comparable.Contains).ToArray();
            var usable = members.Where(m => !off.Contains(m.Name)).ToArray();
            var trained = usable.Where(m => !pool.Parted(m)).ToArray();
            var shaped = pool.CanAccuse ? Blame.Of(trained, CurveShapeRule.Strength) : [];
            var odd = pool.CanAccuse ? Blame.Of(usable, ProfileRule.Strength) : [];
            var first = pool.CanAccuse ? FirstTokenRule.Blamed(usable) : [];
            foreach (var view in members)
            {
                var broken = found.Any(c =>
                    string.Equals(c.Code, AlertCodes.ContextProfile, StringComparison.Ordinal)
                    && string.Equals(c.Run, view.Name, StringComparison.Ordinal)
                );
                var references = usable.Where(m => m != view && !pool.HasOtherRate(m)).ToArray();
                AlertCondition?[] signatures =
                [
                    ScheduleRule.Check(view, references),
                    GapRule.Check(view, references),
                    broken ? null : Blamed(view, odd, usable, off, ProfileRule.Check),
                    Blamed(view, pool.Changed, trained, off, ChangeRule.Check),
                    Blamed(view, shaped, trained, off, CurveShapeRule.Check),
                    FirstTokenRule.Check(view, _firstTokenEntropy)
                        ?? Blamed(view, first, usable, off, FirstTokenRule.Check),
                    MemorisedSequencesRule.Check(view, references),
                ];
                foreach (var condition in signatures.OfType<AlertCondition>())
                {
                    yield return condition;
                }
            }
        }
    }

    private static AlertCondition? Blamed(
        RunView view,
        IReadOnlyList<RunView> blamed,
        IReadOnlyList<RunView> usable,
        HashSet<string> off,
        Func<RunView, IReadOnlyList<RunView>, AlertCondition?> check
    ) =>
        blamed.Contains(view) || off.Contains(view.Name)
            ? check(view, [.. usable.Where(m => m != view && !blamed.Contains(m))])
            : null;

    private IEnumerable<AlertCondition> SpikeConditions(IReadOnlyList<RunView> views)
    {
        var spikes = views.ToDictionary(v => v.Name, SpikeRule.Find, StringComparer.Ordinal);
        var rises = views.ToDictionary(v => v.Name, StepRule.Find, StringComparer.Ordinal);
        foreach (var view in views)
        {
            var siblings = views
                .Where(v =>
                    v != view && string.Equals(v.Family, view.Family, StringComparison.Ordinal)
                )
                .ToArray();
            if (
                SpikeRule.Check(
                    view,
                    spikes[view.Name],
                    [.. siblings.Select(v => Steps(spikes[v.Name]))]
                ) is
                { } spike
            )
            {
                yield return spike;
            }

            if (
                StepRule.Check(
                    view,
                    rises[view.Name],
                    Steps(spikes[view.Name]),
                    [.. siblings.Select(v => Steps(rises[v.Name]))],
                    PoolOf(view)?.ReferencesOf(view) ?? [],
                    _states[view.Name].Track
                ) is
                { } step
            )
            {
                yield return step;
            }
        }
    }

    private static IReadOnlyList<long> Steps<T>(IReadOnlyList<(long Step, T)> events) =>
        [.. events.Select(e => e.Step)];
}
