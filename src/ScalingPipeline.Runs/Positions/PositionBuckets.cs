using System.Numerics;

namespace ScalingPipeline.Runs.Positions;

/// <summary>
/// The buckets in which losses are summed over the context position t = 1, 2, ...: one bucket per position up to 64, then eight
/// per octave, so that 2^20 positions need 176 buckets.
/// </summary>
public static class PositionBuckets
{
    /// <summary>The last position that has a bucket of its own.</summary>
    public const int ExactPositions = 64;

    private const int PerOctave = 8;
    private const int PerOctaveBits = 3;
    private const int ExactBits = 6;

    /// <summary>The bucket (0-based) of context position <paramref name="position"/> (1-based).</summary>
    public static int IndexOf(int position)
    {
        if (position <= ExactPositions)
        {
            return position - 1;
        }

        // Positions 65..128 are octave 0: the bits below the leading one of (t - 1) say where inside the octave t lies.
        var offset = (uint)(position - 1);
        var octave = BitOperations.Log2(offset) - ExactBits;
        var within = (int)(offset >> (octave + ExactBits - PerOctaveBits)) & (PerOctave - 1);
        return ExactPositions + (octave * PerOctave) + within;
    }

    /// <summary>The positions that the bucket of context position <paramref name="position"/> (1-based) holds.</summary>
    public static int WidthAt(int position) =>
        position <= ExactPositions
            ? 1
            : 1 << (BitOperations.Log2((uint)(position - 1)) - PerOctaveBits);

    /// <summary>The first context position (1-based) of a bucket.</summary>
    public static int First(int bucket) => (int)(Offset(bucket) + 1);

    /// <summary>The last context position (1-based, included) of a bucket.</summary>
    public static int Last(int bucket) => (int)Math.Min(Offset(bucket + 1), int.MaxValue);

    /// <summary>The buckets needed for contexts of <paramref name="length"/> positions.</summary>
    public static int CountFor(int length) => length <= 0 ? 0 : IndexOf(length) + 1;

    /// <summary>Geometric middle of a bucket: where its mean loss is drawn.</summary>
    public static double Centre(int bucket) => Math.Sqrt((double)First(bucket) * Last(bucket));

    /// <summary>Positions before a bucket.</summary>
    private static long Offset(int bucket)
    {
        if (bucket < ExactPositions)
        {
            return bucket;
        }

        var wide = bucket - ExactPositions;
        var octave = wide >> PerOctaveBits;
        var within = wide & (PerOctave - 1);
        return (long)(PerOctave + within) << (octave + ExactBits - PerOctaveBits);
    }
}
