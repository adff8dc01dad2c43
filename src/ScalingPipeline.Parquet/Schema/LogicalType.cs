namespace ScalingPipeline.Parquet;

/// <summary>What a stored value means, from the schema's logical type or, in older files, its converted type.</summary>
/// <param name="Kind">The meaning.</param>
/// <param name="Precision">Decimal digits of a decimal.</param>
/// <param name="Scale">Digits after the decimal point of a decimal.</param>
/// <param name="Unit">Resolution of a time or timestamp.</param>
/// <param name="IsUtc">Whether a time or timestamp is an instant (UTC) rather than a wall-clock reading.</param>
/// <param name="BitWidth">Width of an integer.</param>
/// <param name="IsSigned">Whether an integer is signed.</param>
public sealed record LogicalType(
    LogicalKind Kind,
    int Precision = 0,
    int Scale = 0,
    TimeResolution Unit = TimeResolution.None,
    bool IsUtc = false,
    int BitWidth = 0,
    bool IsSigned = true
);
