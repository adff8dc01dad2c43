using System.Numerics;
using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>Picks the decoder for a stored type, the type asked for and an encoding.</summary>
internal static class ColumnDecoders
{
    public static bool CanRead<T>(ParquetColumn column) =>
        Create<T>(column, PageEncoding.Plain) is not null;

    public static ValueDecoder<T> Plain<T>(ParquetColumn column) =>
        Special<T>(column, PageEncoding.Plain);

    public static ValueDecoder<T> Special<T>(ParquetColumn column, PageEncoding encoding)
    {
        var decoder = Create<T>(column, encoding);
        if (decoder is null)
        {
            FormatFault.Unsupported(
                $"{encoding:G} encoding of {column.PhysicalType} values is not supported"
            );
        }

        return decoder;
    }

    private static ValueDecoder<T>? Create<T>(ParquetColumn column, PageEncoding encoding)
    {
        object? decoder = column.PhysicalType switch
        {
            PhysicalType.Boolean => Booleans(encoding),
            PhysicalType.Int32 => Int32<T>(column, encoding),
            PhysicalType.Int64 => Int64<T>(column, encoding),
            PhysicalType.Float => typeof(T) == typeof(double)
                ? Widen<float, double>(Floats<float>(encoding))
                : Floats<float>(encoding),
            PhysicalType.Double => Floats<double>(encoding),
            _ => BytesAs.Converter<T>(column) is { } converter
                ? Bytes(column, encoding, converter)
                : null,
        };
        return decoder as ValueDecoder<T>;
    }

    private static ValueDecoder<bool>? Booleans(PageEncoding encoding) =>
        encoding switch
        {
            PageEncoding.Plain => new PlainBooleans(),
            PageEncoding.Rle => new RunLengthBooleans(),
            _ => null,
        };

    private static object? Int32<T>(ParquetColumn column, PageEncoding encoding)
    {
        var isUnsigned = IsUnsigned(column);
        return typeof(T) switch
        {
            var t when t == typeof(long) && isUnsigned => Widen<uint, long>(
                Integers<uint>(encoding)
            ),
            var t when t == typeof(long) => Widen<int, long>(Integers<int>(encoding)),
            var t when t == typeof(uint) && isUnsigned => Integers<uint>(encoding),
            var t when t == typeof(decimal) && IsDecimal(column) => Convert(
                Integers<int>(encoding),
                value => DecimalValues.From(value, column.LogicalType.Scale)
            ),
            _ => Integers<int>(encoding),
        };
    }

    private static object? Int64<T>(ParquetColumn column, PageEncoding encoding) =>
        typeof(T) switch
        {
            var t when t == typeof(ulong) && IsUnsigned(column) => Integers<ulong>(encoding),
            var t when t == typeof(decimal) && IsDecimal(column) => Convert(
                Integers<long>(encoding),
                value => DecimalValues.From(value, column.LogicalType.Scale)
            ),
            _ => Integers<long>(encoding),
        };

    private static ValueDecoder<T>? Integers<T>(PageEncoding encoding)
        where T : unmanaged, IBinaryInteger<T> =>
        encoding switch
        {
            PageEncoding.Plain => new PlainNumbers<T>(),
            PageEncoding.DeltaBinaryPacked => new DeltaNumbers<T>(),
            PageEncoding.ByteStreamSplit => new SplitNumbers<T>(),
            _ => null,
        };

    private static ValueDecoder<T>? Floats<T>(PageEncoding encoding)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        encoding switch
        {
            PageEncoding.Plain => new PlainNumbers<T>(),
            PageEncoding.ByteStreamSplit => new SplitNumbers<T>(),
            PageEncoding.Alp => new AlpNumbers<T>(),
            _ => null,
        };

    private static ValueDecoder<T>? Bytes<T>(
        ParquetColumn column,
        PageEncoding encoding,
        ByteArrayConverter<T> convert
    )
    {
        var width = column.FixedWidth;
        return (encoding, column.PhysicalType) switch
        {
            (PageEncoding.Plain, _) => new PlainByteArrays<T>(width, convert),
            (PageEncoding.DeltaLengthByteArray, PhysicalType.ByteArray) =>
                new DeltaLengthByteArrays<T>(convert),
            (PageEncoding.DeltaByteArray, PhysicalType.ByteArray) => new DeltaByteArrays<T>(
                convert
            ),
            (PageEncoding.DeltaByteArray, PhysicalType.FixedLengthByteArray) =>
                new DeltaByteArrays<T>(bytes => convert(RequireLength(bytes, width))),
            (PageEncoding.ByteStreamSplit, PhysicalType.FixedLengthByteArray) =>
                new SplitByteArrays<T>(width, convert),
            _ => null,
        };
    }

    private static WidenedNumbers<TStored, T>? Widen<TStored, T>(ValueDecoder<TStored>? stored)
        where TStored : unmanaged, INumberBase<TStored>
        where T : unmanaged, INumberBase<T> => stored is null ? null : new(stored);

    private static ConvertedValues<TStored, T>? Convert<TStored, T>(
        ValueDecoder<TStored>? stored,
        Func<TStored, T> convert
    ) => stored is null ? null : new(stored, convert);

    private static bool IsUnsigned(ParquetColumn column) =>
        column.LogicalType is { Kind: LogicalKind.Integer, IsSigned: false };

    private static bool IsDecimal(ParquetColumn column) =>
        column.LogicalType.Kind == LogicalKind.Decimal;

    private static ReadOnlySpan<byte> RequireLength(ReadOnlySpan<byte> bytes, int length)
    {
        if (bytes.Length != length)
        {
            FormatFault.Corrupt($"a value has {bytes.Length} bytes where {length} belong");
        }

        return bytes;
    }
}
