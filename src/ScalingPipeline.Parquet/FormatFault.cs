using System.Diagnostics.CodeAnalysis;

namespace ScalingPipeline.Parquet;

/// <summary>Thrown by decoders, which do not know where they are; whoever knows the place turns it into a <see cref="ParquetException"/>.</summary>
#pragma warning disable RCS1194 // Its kind must be said: the usual constructors would leave it open.
internal sealed class FormatFault : Exception
{
    private FormatFault(ParquetErrorKind kind, string what)
        : base(what)
    {
        Kind = kind;
    }

    public ParquetErrorKind Kind { get; }

    [DoesNotReturn]
    public static void Corrupt(string what) =>
        throw new FormatFault(ParquetErrorKind.Corrupt, what);

    [DoesNotReturn]
    public static void Unsupported(string what) =>
        throw new FormatFault(ParquetErrorKind.Unsupported, what);

    [DoesNotReturn]
    public static void Encrypted(string what) =>
        throw new FormatFault(ParquetErrorKind.Encrypted, what);

    public static FormatFault HalfWritten(string what) => new(ParquetErrorKind.HalfWritten, what);

    public static FormatFault NotParquet(string what) => new(ParquetErrorKind.NotParquet, what);

    public ParquetException At(string place) => new(Kind, $"{place}: {Message}.", this);
}
