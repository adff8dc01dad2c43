using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Decimals as the unscaled integers that are stored.</summary>
internal static class DecimalColumn
{
    /// <summary>Bytes of a decimal too wide for an integer: 12 hold 28 digits.</summary>
    public const int Size = 12;

    public static Int128 Unscaled(decimal value, OutputColumn column)
    {
        var (precision, scale) = (column.LogicalType.Precision, column.LogicalType.Scale);
        var unscaled = (Int128)(value < 0 ? -Digits(-value, scale) : Digits(value, scale));
        return Int128.Abs(unscaled) < Power(precision) && IsExact(value, scale)
            ? unscaled
            : throw new ArgumentException(
                $"Column {column.Name} was given {value}, which does not fit {precision} digits with {scale} behind the point.",
                nameof(value)
            );
    }

    public static byte[] BigEndian(Int128 unscaled)
    {
        Span<byte> wide = stackalloc byte[16];
        BinaryPrimitives.WriteInt128BigEndian(wide, unscaled);
        return wide[^Size..].ToArray();
    }

    private static Int128 Digits(decimal value, int scale)
    {
        var whole = decimal.Truncate(value);
        var fraction = value - whole;
        for (var i = 0; i < scale; i++)
        {
            fraction *= 10;
        }

        return ((Int128)whole * Power(scale)) + (Int128)decimal.Truncate(fraction);
    }

    private static bool IsExact(decimal value, int scale) => decimal.Round(value, scale) == value;

    private static Int128 Power(int exponent)
    {
        Int128 power = 1;
        for (var i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
