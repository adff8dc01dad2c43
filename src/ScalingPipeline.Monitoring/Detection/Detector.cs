using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection;

/// <summary>
/// Runs every rule over a snapshot in the order that matters: arithmetic and units first, since a wrong unit is a message to
/// another person than a run off its trend; then spikes, the siblings, the cause.
/// </summary>
public sealed class Detector
{
    private static readonly string[] _notComparable =
    [
        AlertCodes.UnitMismatch,
        AlertCodes.NonFinite,
    ];

    private readonly Dictionary<string, SiblingPool> _pools = new(StringComparer.Ordinal);

    private Detector(IReadOnlyList<RunView> views) => Views = views;

    /// <summary>All runs, ordered by name.</summary>
    public IReadOnlyList<RunView> Views { get; }

    /// <summary>Ordered by run and code.</summary>
    public IReadOnlyList<AlertCondition> Conditions { get; private set; } = [];

    public IReadOnlyList<string> Remarks { get; private set; } = [];

    public static Detector Run(DomainSnapshot snapshot)
    {
        var detector = new Detector([.. snapshot.Runs.Select(run => new RunView(run, snapshot))]);
        detector.Detect();
        return detector;
    }

    /// <summary>The runs of the same family and schedule length; null without a declared schedule.</summary>
    public SiblingPool? PoolOf(RunView view) => _pools.GetValueOrDefault(KeyOf(view));

    private void Detect()
    {
        var found = Views.SelectMany(IntegrityRules.Check).ToList();
        found.AddRange(UnitConditions(NotComparable(found)));

        var groups = Groups();
        var unusable = NotComparable(found);
        foreach (var group in groups)
        {
            _pools[group.Key] = new SiblingPool([.. group], unusable);
        }

        var mismatched = found.Where(IsUnit).Select(c => c.Run).ToHashSet(StringComparer.Ordinal);
        var comparable = Views.Where(v => !mismatched.Contains(v.Name)).ToArray();
        var trends = TrendConditions(comparable);
        found.AddRange(
            Merge(trends, [.. comparable.Select(DivergenceRule.Check).OfType<AlertCondition>()])
        );
        found.AddRange(SpikeConditions(comparable));
        Conditions =
        [
            .. found
                .OrderBy(c => c.Run, StringComparer.Ordinal)
                .ThenBy(c => c.Code, StringComparer.Ordinal),
        ];
        Remarks = [.. DetectionRemarks.Of(groups.Select(g => _pools[g.Key]))];
    }

    private static bool IsUnit(AlertCondition condition) =>
        string.Equals(condition.Code, AlertCodes.UnitMismatch, StringComparison.Ordinal);

    private static string KeyOf(RunView view) => $"{view.Family}\n{view.Run.Metadata.TotalSteps}";

    private IGrouping<string, RunView>[] Groups() =>
        [
            .. Views
                .Where(v => v.Run.Metadata.TotalSteps is not null)
                .GroupBy(KeyOf, StringComparer.Ordinal)
                .OrderBy(g => g.Key, StringComparer.Ordinal),
        ];

    private static HashSet<string> NotComparable(IEnumerable<AlertCondition> conditions) =>
        conditions
            .Where(c =>
                _notComparable.Contains(c.Code, StringComparer.Ordinal)
                && (c.Confirmed || IsUnit(c))
            )
            .Select(c => c.Run)
            .ToHashSet(StringComparer.Ordinal);

    private IEnumerable<AlertCondition> UnitConditions(HashSet<string> unusable)
    {
        foreach (var group in Groups())
        {
            var doubtful = group
                .Where(UnitRule.LooksOdd)
                .Select(v => v.Name)
                .Union(unusable, StringComparer.Ordinal)
                .ToHashSet(StringComparer.Ordinal);
            var pool = new SiblingPool([.. group], doubtful);
            foreach (var view in group)
            {
                if (UnitRule.Check(view, pool.ReferencesOf(view)) is { } condition)
                {
                    yield return condition;
                }
            }
        }

        foreach (var view in Views.Where(v => v.Run.Metadata.TotalSteps is null))
        {
            if (UnitRule.Check(view, []) is { } condition)
            {
                yield return condition;
            }
        }
    }

    private List<AlertCondition> TrendConditions(IReadOnlyList<RunView> comparable)
    {
        var states = new TrendCalibration(comparable, PoolOf).States;
        var conditions = new List<AlertCondition>();
        foreach (var view in comparable)
        {
            if (
                PoolOf(view) is { CanAccuse: true } pool
                && TrendRule.Check(view, pool, states[view.Name]) is { } condition
            )
            {
                conditions.Add(condition);
            }
        }

        return conditions;
    }

    /// <summary>A run that diverges leaves the trend too: one story, one alert.</summary>
    private static IEnumerable<AlertCondition> Merge(
        List<AlertCondition> trends,
        IReadOnlyList<AlertCondition> divergences
    )
    {
        foreach (var divergence in divergences)
        {
            var index = trends.FindIndex(t =>
                t.Confirmed && string.Equals(t.Run, divergence.Run, StringComparison.Ordinal)
            );
            if (index < 0)
            {
                yield return divergence;
            }
            else
            {
                trends[index] = trends[index] with
                {
                    Message = $"{trends[index].Message} {divergence.Message}",
                    Severity = AlertSeverity.Critical,
                };
            }
        }

        foreach (var trend in trends)
        {
            yield return trend;
        }
    }

    private static IEnumerable<AlertCondition> SpikeConditions(IReadOnlyList<RunView> views)
    {
        var spikes = views.ToDictionary(v => v.Name, SpikeRule.Find, StringComparer.Ordinal);
        foreach (var view in views)
        {
            var siblings = views
                .Where(v =>
                    v != view && string.Equals(v.Family, view.Family, StringComparison.Ordinal)
                )
                .Select(v => (IReadOnlyList<long>)[.. spikes[v.Name].Select(s => s.Step)])
                .ToArray();
            if (SpikeRule.Check(view, spikes[view.Name], siblings) is { } condition)
            {
                yield return condition;
            }
        }
    }
}
