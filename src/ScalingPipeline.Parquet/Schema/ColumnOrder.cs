namespace ScalingPipeline.Parquet;

/// <summary>The order in which a column's minimum and maximum were found (parquet.thrift, <c>ColumnOrder</c>).</summary>
public enum ColumnOrder
{
    /// <summary>Not said, or one this reader does not know: the newer bounds mean nothing.</summary>
    Undefined,

    /// <summary>The order of the column's logical type, or else its physical one.</summary>
    TypeDefined,

    /// <summary>The total order of IEEE 754, in which -0 is less than 0.</summary>
    Ieee754Total,
}
