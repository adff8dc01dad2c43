namespace ScalingPipeline.Parquet;

/// <summary>What one unit of a stored time counts.</summary>
public enum TimeResolution
{
    None,
    Milliseconds,
    Microseconds,
    Nanoseconds,
}
