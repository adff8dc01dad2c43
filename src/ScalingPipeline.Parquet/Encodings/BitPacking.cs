using System.Numerics;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>Packs integers into the given number of bits each, least significant bit first.</summary>
internal static class BitPacking
{
    /// <summary>Fills all of <paramref name="output"/>; bits that no value needs are 0.</summary>
    public static void Pack<T>(ReadOnlySpan<T> values, int width, Span<byte> output)
        where T : unmanaged, IBinaryInteger<T>
    {
        UInt128 bits = 0;
        var held = 0;
        var at = 0;
        foreach (var value in values)
        {
            bits |= (UInt128)ulong.CreateTruncating(value) << held;
            held += width;
            while (held >= 8)
            {
                output[at++] = (byte)bits;
                bits >>= 8;
                held -= 8;
            }
        }

        if (held > 0)
        {
            output[at++] = (byte)bits;
        }

        output[at..].Clear();
    }
}
