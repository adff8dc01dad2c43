namespace ScalingPipeline.Parquet;

/// <summary>The meanings a stored value can have.</summary>
public enum LogicalKind
{
    /// <summary>None, or one this reader does not know: the value is shown as stored.</summary>
    None,
    String,
    Enum,
    Json,
    Bson,
    Decimal,
    Date,
    Time,
    Timestamp,
    Integer,
    Uuid,
    Float16,
    Interval,
    List,
    Map,
}
