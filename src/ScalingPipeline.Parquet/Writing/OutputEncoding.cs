namespace ScalingPipeline.Parquet;

/// <summary>How the values of a column are laid out.</summary>
public enum OutputEncoding
{
    /// <summary>A dictionary for integers and byte arrays that repeat; else DELTA_BINARY_PACKED for integers and PLAIN for the rest.</summary>
    Automatic,
    Plain,

    /// <summary>A dictionary where values repeat, PLAIN where they do not; not for booleans.</summary>
    Dictionary,

    /// <summary>For integers only.</summary>
    DeltaBinaryPacked,

    /// <summary>For text and bytes of any length.</summary>
    DeltaLengthByteArray,

    /// <summary>For text and bytes: each value without what it shares with the one before.</summary>
    DeltaByteArray,

    /// <summary>For floats and doubles only; makes values that are close to each other compress better.</summary>
    ByteStreamSplit,
}
