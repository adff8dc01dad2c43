using System.Numerics;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>Stored decimals as <see cref="decimal"/>, exactly or not at all.</summary>
internal static class DecimalValues
{
    private const int LargestScale = 28;

    private static readonly BigInteger _largest = new(decimal.MaxValue);

    public static decimal From(BigInteger unscaled, int scale)
    {
        if (unscaled.IsZero)
        {
            return new decimal(0, 0, 0, false, (byte)Math.Clamp(scale, 0, LargestScale));
        }

        for (; scale > LargestScale && unscaled % 10 == 0; scale--)
        {
            unscaled /= 10;
        }

        if (scale is < 0 or > LargestScale || BigInteger.Abs(unscaled) > _largest)
        {
            FormatFault.Unsupported(
                "a decimal has more than the 28 digits that .NET's type holds: read it as stored"
            );
        }

        var whole = (decimal)BigInteger.Abs(unscaled);
        var parts = decimal.GetBits(whole);
        return new decimal(parts[0], parts[1], parts[2], unscaled.Sign < 0, (byte)scale);
    }
}
