namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>An input that was neither read nor refused as it should be.</summary>
/// <param name="Number">Of the input: <c>--first</c> with <c>--inputs 1</c> makes it alone.</param>
/// <param name="What">The exception, or what went over its limit.</param>
public sealed record Finding(long Number, string What);
