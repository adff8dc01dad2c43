using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using ScalingPipeline.Parquet.Encodings;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>What stored bytes can be read as.</summary>
internal static class BytesAs
{
    // The most characters that a .NET string holds (dotnet/runtime, String.MaxLength).
    private const int LongestString = 0x3FFFFFDF;
    private const int Float16Size = 2;
    private const int UuidSize = 16;
    private const long NanosecondsPerDay = 86_400_000_000_000;

    // Julian day of 1970-01-01.
    private const int UnixEpochJulianDay = 2_440_588;

    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Null where the column's values are no <typeparamref name="T"/>.</summary>
    public static ByteArrayConverter<T>? Converter<T>(ParquetColumn column)
    {
        var (physical, kind, length) = (
            column.PhysicalType,
            column.LogicalType.Kind,
            column.TypeLength
        );
        object? converter = typeof(T) switch
        {
            var t when t == typeof(byte[]) => new ByteArrayConverter<byte[]>(bytes =>
                bytes.ToArray()
            ),
            var t when t == typeof(string) && physical == PhysicalType.ByteArray =>
                new ByteArrayConverter<string>(ToText),
            var t when t == typeof(object) && physical == PhysicalType.ByteArray =>
                new ByteArrayConverter<object>(ToTextOrBytes),
            var t when t == typeof(long) && physical == PhysicalType.Int96 =>
                new ByteArrayConverter<long>(ToNanoseconds),
            var t when t == typeof(Guid) && kind == LogicalKind.Uuid && length == UuidSize =>
                new ByteArrayConverter<Guid>(bytes => new Guid(bytes, bigEndian: true)),
            var t when t == typeof(decimal) && kind == LogicalKind.Decimal =>
                new ByteArrayConverter<decimal>(bytes =>
                    DecimalValues.From(
                        new BigInteger(bytes, isBigEndian: true),
                        column.LogicalType.Scale
                    )
                ),
            var t when kind == LogicalKind.Float16 && length == Float16Size => OfHalf(t),
            _ => null,
        };
        return (ByteArrayConverter<T>?)converter;
    }

    private static object ToTextOrBytes(ReadOnlySpan<byte> bytes) =>
        IsTooLong(bytes) ? bytes.ToArray() : ToText(bytes);

    // Text from UTF-8; texts that are none, or longer than a string can be, are refused.
    private static string ToText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (IsTooLong(bytes))
            {
                FormatFault.Unsupported(
                    $"a text of {bytes.Length} bytes is longer than a string can be: read it as bytes"
                );
            }

            return _strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            FormatFault.Corrupt("a text is not valid UTF-8");
            return "";
        }
    }

    private static bool IsTooLong(ReadOnlySpan<byte> bytes) =>
        bytes.Length > LongestString && Encoding.UTF8.GetCharCount(bytes) > LongestString;

    private static object? OfHalf(Type type) =>
        type switch
        {
            var t when t == typeof(Half) => new ByteArrayConverter<Half>(
                BinaryPrimitives.ReadHalfLittleEndian
            ),
            var t when t == typeof(float) => new ByteArrayConverter<float>(bytes =>
                (float)BinaryPrimitives.ReadHalfLittleEndian(bytes)
            ),
            var t when t == typeof(double) => new ByteArrayConverter<double>(bytes =>
                (double)BinaryPrimitives.ReadHalfLittleEndian(bytes)
            ),
            _ => null,
        };

    private static long ToNanoseconds(ReadOnlySpan<byte> int96)
    {
        var day = BinaryPrimitives.ReadInt32LittleEndian(int96[8..]) - (long)UnixEpochJulianDay;
        var time = BinaryPrimitives.ReadInt64LittleEndian(int96);
        var sum = ((Int128)day * NanosecondsPerDay) + time;
        if (sum < long.MinValue || sum > long.MaxValue)
        {
            FormatFault.Unsupported(
                $"a time {day} days from 1970-01-01 does not fit 64 bits of nanoseconds: read it as bytes"
            );
        }

        return (long)sum;
    }
}
