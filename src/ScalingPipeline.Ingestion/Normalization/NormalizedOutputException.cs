namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Normalized losses could not be written: not the fault of the log that was read.</summary>
public sealed class NormalizedOutputException(string name, Exception cause)
    : IOException($"{name} could not be written: {cause.Message}", cause);
