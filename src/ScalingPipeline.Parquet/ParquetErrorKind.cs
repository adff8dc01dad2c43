namespace ScalingPipeline.Parquet;

/// <summary>Why a file was refused; decides what its owner should do next.</summary>
public enum ParquetErrorKind
{
    /// <summary>The file begins like Parquet, or is empty, but its closing <c>PAR1</c> is missing: try again when its writer is done.</summary>
    HalfWritten,

    /// <summary>The file, or the column asked for, is encrypted.</summary>
    Encrypted,

    /// <summary>The file is something else.</summary>
    NotParquet,

    /// <summary>The file contradicts itself or the format.</summary>
    Corrupt,

    /// <summary>The file is valid but uses something this reader does not do.</summary>
    Unsupported,
}
