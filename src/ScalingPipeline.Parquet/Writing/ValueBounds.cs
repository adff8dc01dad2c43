using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>The smallest and largest of some values, as PLAIN bytes, in the order the format defines for each type.</summary>
internal static class ValueBounds
{
    private const int LongestBound = 256;

    /// <summary>Nulls where there is no bound: no values, a NaN among them, values too long to note, or a type without an order.</summary>
    public static (byte[]? Minimum, byte[]? Maximum) Of<T>(
        OutputColumn column,
        ReadOnlySpan<T> values
    )
    {
        if (values.Length == 0)
        {
            return default;
        }

        var isSigned = column.LogicalType.IsSigned;
        return typeof(T) switch
        {
            var t when t == typeof(int) => isSigned
                ? OfNumbers(Reinterpret.As<T, int>(values))
                : OfNumbers(Reinterpret.As<T, uint>(values)),
            var t when t == typeof(long) => isSigned
                ? OfNumbers(Reinterpret.As<T, long>(values))
                : OfNumbers(Reinterpret.As<T, ulong>(values)),
            var t when t == typeof(float) => OfFloats(Reinterpret.As<T, float>(values), -0f),
            var t when t == typeof(double) => OfFloats(Reinterpret.As<T, double>(values), -0d),
            var t when t == typeof(bool) => OfBooleans(Reinterpret.As<T, bool>(values)),
            var t when t == typeof(string) => OfTexts(Reinterpret.As<T, string>(values)),
            _ => ByteBounds.Of(column, Reinterpret.As<T, byte[]>(values)),
        };
    }

    /// <summary>The bounds where they are short enough to be noted.</summary>
    public static (byte[]? Minimum, byte[]? Maximum) IfShort(byte[] smallest, byte[] largest) =>
        smallest.Length <= LongestBound && largest.Length <= LongestBound
            ? (smallest, largest)
            : default;

    // The format wants no NaN as a bound, -0 as the smallest zero and +0 as the largest.
    public static (byte[]? Minimum, byte[]? Maximum) OfFloats<T>(
        ReadOnlySpan<T> values,
        T negativeZero
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (smallest, largest) = (T.PositiveInfinity, T.NegativeInfinity);
        var hasNaN = false;
        var done = 0;
        if (Vector<T>.IsSupported)
        {
            var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
            done = vectors.Length * Vector<T>.Count;
            hasNaN = Fold(vectors, ref smallest, ref largest);
        }

        foreach (var value in values[done..])
        {
            hasNaN |= T.IsNaN(value);
            smallest = T.Min(smallest, value);
            largest = T.Max(largest, value);
        }

        return hasNaN
            ? default
            : (
                Bytes(smallest == T.Zero ? negativeZero : smallest),
                Bytes(largest == T.Zero ? T.Zero : largest)
            );
    }

    private static bool Fold<T>(ReadOnlySpan<Vector<T>> vectors, ref T smallest, ref T largest)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (vectors.Length == 0)
        {
            return false;
        }

        var hasNaN = false;
        var (least, most) = (vectors[0], vectors[0]);
        foreach (var vector in vectors)
        {
            hasNaN |= !Vector.EqualsAll(vector, vector);
            least = Vector.MinNative(least, vector);
            most = Vector.MaxNative(most, vector);
        }

        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            smallest = T.Min(smallest, least[lane]);
            largest = T.Max(largest, most[lane]);
        }

        return hasNaN;
    }

    private static (byte[]? Minimum, byte[]? Maximum) OfNumbers<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        var (smallest, largest) = (values[0], values[0]);
        foreach (var value in values)
        {
            smallest = value < smallest ? value : smallest;
            largest = value > largest ? value : largest;
        }

        return (Bytes(smallest), Bytes(largest));
    }

    private static (byte[]? Minimum, byte[]? Maximum) OfBooleans(ReadOnlySpan<bool> values) =>
        ([values.Contains(false) ? (byte)0 : (byte)1], [values.Contains(true) ? (byte)1 : (byte)0]);

    private static (byte[]? Minimum, byte[]? Maximum) OfTexts(ReadOnlySpan<string> values)
    {
        byte[]? smallest = null;
        byte[]? largest = null;
        foreach (var value in values)
        {
            var bytes = Encoding.UTF8.GetBytes(value);
            if (smallest is null || bytes.AsSpan().SequenceCompareTo(smallest) < 0)
            {
                smallest = bytes;
            }

            if (largest is null || bytes.AsSpan().SequenceCompareTo(largest) > 0)
            {
                largest = bytes;
            }
        }

        return IfShort(smallest!, largest!);
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();
}
