using System.Text;
using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>Picks the decoder for a stored type, the type asked for and an encoding.</summary>
internal static class ColumnDecoders
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    public static bool CanRead<T>(ParquetColumn column) =>
        column.PhysicalType switch
        {
            PhysicalType.Boolean => typeof(T) == typeof(bool),
            PhysicalType.Int32 => typeof(T) == typeof(int) || typeof(T) == typeof(long),
            PhysicalType.Int64 => typeof(T) == typeof(long),
            PhysicalType.Float => typeof(T) == typeof(float) || typeof(T) == typeof(double),
            PhysicalType.Double => typeof(T) == typeof(double),
            PhysicalType.ByteArray => typeof(T) == typeof(byte[]) || typeof(T) == typeof(string),
            _ => typeof(T) == typeof(byte[]),
        };

    public static ValueDecoder<T> Plain<T>(ParquetColumn column)
    {
        object decoder = column.PhysicalType switch
        {
            PhysicalType.Boolean => new PlainBooleans(),
            PhysicalType.Int32 => Widen<int, long, T>(new PlainNumbers<int>()),
            PhysicalType.Int64 => new PlainNumbers<long>(),
            PhysicalType.Float => Widen<float, double, T>(new PlainNumbers<float>()),
            PhysicalType.Double => new PlainNumbers<double>(),
            PhysicalType.ByteArray when typeof(T) == typeof(string) => new PlainByteArrays<string>(
                0,
                ToText
            ),
            PhysicalType.ByteArray => new PlainByteArrays<byte[]>(0, ToBytes),
            _ => new PlainByteArrays<byte[]>(column.FixedWidth, ToBytes),
        };
        return (ValueDecoder<T>)decoder;
    }

    public static ValueDecoder<T> Special<T>(ParquetColumn column, PageEncoding encoding)
    {
        object? decoder = (encoding, column.PhysicalType) switch
        {
            (PageEncoding.Rle, PhysicalType.Boolean) => new RunLengthBooleans(),
            (PageEncoding.DeltaBinaryPacked, PhysicalType.Int32) => Widen<int, long, T>(
                new DeltaNumbers<int>()
            ),
            (PageEncoding.DeltaBinaryPacked, PhysicalType.Int64) => new DeltaNumbers<long>(),
            (PageEncoding.ByteStreamSplit, PhysicalType.Int32) => Widen<int, long, T>(
                new SplitNumbers<int>()
            ),
            (PageEncoding.ByteStreamSplit, PhysicalType.Int64) => new SplitNumbers<long>(),
            (PageEncoding.ByteStreamSplit, PhysicalType.Float) => Widen<float, double, T>(
                new SplitNumbers<float>()
            ),
            (PageEncoding.ByteStreamSplit, PhysicalType.Double) => new SplitNumbers<double>(),
            (PageEncoding.DeltaLengthByteArray, PhysicalType.ByteArray)
                when typeof(T) == typeof(string) => new DeltaLengthByteArrays<string>(ToText),
            (PageEncoding.DeltaLengthByteArray, PhysicalType.ByteArray) =>
                new DeltaLengthByteArrays<byte[]>(ToBytes),
            (PageEncoding.DeltaByteArray, PhysicalType.ByteArray)
                when typeof(T) == typeof(string) => new DeltaByteArrays<string>(ToText),
            (PageEncoding.DeltaByteArray, PhysicalType.ByteArray) => new DeltaByteArrays<byte[]>(
                ToBytes
            ),
            (PageEncoding.DeltaByteArray, PhysicalType.FixedLengthByteArray) =>
                new DeltaByteArrays<byte[]>(bytes => ToFixed(bytes, column.TypeLength)),
            (PageEncoding.ByteStreamSplit, PhysicalType.FixedLengthByteArray) =>
                new SplitByteArrays<byte[]>(column.TypeLength, ToBytes),
            _ => null,
        };
        if (decoder is null)
        {
            FormatFault.Unsupported(
                $"{encoding:G} encoding of {column.PhysicalType} values is not supported"
            );
        }

        return (ValueDecoder<T>)decoder;
    }

    private static object Widen<TStored, TWide, T>(ValueDecoder<TStored> stored)
        where TStored : unmanaged, System.Numerics.INumberBase<TStored>
        where TWide : unmanaged, System.Numerics.INumberBase<TWide> =>
        typeof(T) == typeof(TWide) ? new WidenedNumbers<TStored, TWide>(stored) : stored;

    private static byte[] ToFixed(ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length != length)
        {
            FormatFault.Corrupt($"a value has {bytes.Length} bytes where {length} belong");
        }

        return bytes.ToArray();
    }

    private static byte[] ToBytes(ReadOnlySpan<byte> bytes) => bytes.ToArray();

    private static string ToText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            FormatFault.Corrupt("a text is not valid UTF-8");
            return "";
        }
    }
}
