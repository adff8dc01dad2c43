namespace ScalingPipeline.Parquet;

/// <summary>The meanings a stored value can have.</summary>
public enum LogicalKind
{
    /// <summary>None: the value is what is stored.</summary>
    None,

    /// <summary>One this reader does not know: the value is shown as stored.</summary>
    Unknown,
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
