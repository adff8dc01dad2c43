namespace ScalingPipeline.Monitoring.Stalls;

/// <summary>When logs of a run were first seen.</summary>
/// <param name="Run">Its name.</param>
/// <param name="Times">Of every version of every blob, ascending; those of one look at the storage are equal.</param>
public sealed record RunArrivals(string Run, IReadOnlyList<DateTimeOffset> Times);
