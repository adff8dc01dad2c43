using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ScalingPipeline.Storage.Telemetry;

/// <summary>What storage tells of itself.</summary>
public static class StorageTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "ScalingPipeline.Storage";

    private static readonly Meter _meter = new(Name);

    private static readonly Histogram<double> _operations = _meter.CreateHistogram(
        "scaling_pipeline.storage.operation.duration",
        "s",
        "One operation on the watched storage",
        tags: null,
        new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.001, 0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60],
        }
    );

    /// <param name="operation"><c>list</c> (one page), <c>find</c> or <c>open</c>.</param>
    /// <param name="duration">How long it took.</param>
    /// <param name="fault">What ended it; null when it went well.</param>
    internal static void Operated(string operation, TimeSpan duration, Exception? fault)
    {
        var tags = new TagList { { "operation", operation } };
        if (fault is not null)
        {
            tags.Add("error.type", fault.GetType().Name);
        }

        _operations.Record(duration.TotalSeconds, tags);
    }
}
