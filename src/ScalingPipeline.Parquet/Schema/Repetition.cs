namespace ScalingPipeline.Parquet.Schema;

/// <summary>How often a schema node occurs in its parent (parquet.thrift, <c>FieldRepetitionType</c>).</summary>
internal enum Repetition
{
    Required = 0,
    Optional = 1,
    Repeated = 2,
}
