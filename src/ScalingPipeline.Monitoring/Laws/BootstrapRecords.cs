using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>A bootstrap as it is written down, by parameter.</summary>
internal static class BootstrapRecords
{
    public static Dictionary<string, double> StandardErrors(this ParameterBootstrap bootstrap)
    {
        var covariance = bootstrap.Covariance();
        var p = bootstrap.Names.Count;
        return bootstrap
            .Names.Select((name, k) => (name, Error: Math.Sqrt(covariance[(k * p) + k])))
            .ToDictionary(e => e.name, e => e.Error, StringComparer.Ordinal);
    }

    public static Dictionary<string, Interval> NamedIntervals(
        this ParameterBootstrap bootstrap,
        double level
    ) =>
        bootstrap
            .Names.Zip(bootstrap.Intervals(level))
            .ToDictionary(
                pair => pair.First,
                pair => new Interval(level, pair.Second.Low, pair.Second.High),
                StringComparer.Ordinal
            );
}
