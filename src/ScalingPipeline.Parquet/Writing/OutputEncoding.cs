namespace ScalingPipeline.Parquet;

/// <summary>How the values of a column are laid out.</summary>
public enum OutputEncoding
{
    /// <summary>A dictionary for integers and text that repeat; else DELTA_BINARY_PACKED for integers and PLAIN for the rest.</summary>
    Automatic,
    Plain,

    /// <summary>For integers only.</summary>
    DeltaBinaryPacked,

    /// <summary>For floats and doubles only; makes values that are close to each other compress better.</summary>
    ByteStreamSplit,
}
