namespace ScalingPipeline.Parquet;

/// <summary>A Parquet file was refused. The message is one sentence: the file, the place in it and what is wrong.</summary>
#pragma warning disable RCS1194 // Its kind must be said: the usual constructors would leave it open.
public sealed class ParquetException : Exception
{
    public ParquetException(ParquetErrorKind kind, string message, Exception? cause = null)
        : base(message, cause)
    {
        Kind = kind;
    }

    public ParquetErrorKind Kind { get; }
}
