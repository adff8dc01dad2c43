using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// Learns the limits of every family from its healthy runs, each run left out of its own limits, and judges every run with them.
/// Healthy is who is on the trend by the pooled limits.
/// </summary>
internal sealed class TrendCalibration
{
    /// <summary>A statistic against fewer siblings than this says more of their number than of the family.</summary>
    private const int LeastReferences = 3;

    public TrendCalibration(IReadOnlyList<RunView> views, Func<RunView, SiblingPool?> poolOf)
    {
        var tracks = views.ToDictionary(
            v => v.Name,
            v => Track(v, poolOf(v)),
            StringComparer.Ordinal
        );
        var healthy = views
            .Where(v =>
                poolOf(v) is { } pool
                && !pool.Accuses(v)
                && tracks[v.Name].References.Count >= LeastReferences
                && TrendTest.Run(tracks[v.Name], TrendLimits.Default).OffSince is null
            )
            .ToDictionary(
                v => v.Name,
                v => (v.Family, Statistic: TrendTest.Statistic(tracks[v.Name])),
                StringComparer.Ordinal
            );
        States = views.ToDictionary(
            v => v.Name,
            v =>
                TrendTest.Run(
                    tracks[v.Name],
                    TrendLimits.From([
                        .. healthy
                            .Where(h =>
                                string.Equals(h.Value.Family, v.Family, StringComparison.Ordinal)
                                && !string.Equals(h.Key, v.Name, StringComparison.Ordinal)
                            )
                            .Select(h => h.Value.Statistic),
                    ])
                ),
            StringComparer.Ordinal
        );
    }

    /// <summary>By run.</summary>
    public IReadOnlyDictionary<string, TrendState> States { get; }

    private static SiblingTrack Track(RunView view, SiblingPool? pool) =>
        pool is null || view.Curve is null
            ? SiblingTrack.None
            : SiblingTrack.Of(view.Curve, view.Parameters, pool.ReferencesOf(view));
}
