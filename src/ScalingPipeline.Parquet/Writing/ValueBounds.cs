using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>The smallest and largest value of a chunk, as PLAIN bytes, in the order the format defines for each type.</summary>
internal static class ValueBounds
{
    private const int LongestText = 256;

    /// <summary>Nulls where there is no bound: no values, a NaN among them, or texts too long to note.</summary>
    public static (byte[]? Minimum, byte[]? Maximum) Of<T>(ReadOnlySpan<T> values)
    {
        if (values.Length == 0)
        {
            return default;
        }

        if (typeof(T) == typeof(int))
        {
            return OfNumbers(As<T, int>(values));
        }

        if (typeof(T) == typeof(long))
        {
            return OfNumbers(As<T, long>(values));
        }

        if (typeof(T) == typeof(float))
        {
            return OfFloats(As<T, float>(values), -0f);
        }

        if (typeof(T) == typeof(double))
        {
            return OfFloats(As<T, double>(values), -0d);
        }

        return typeof(T) == typeof(bool) ? OfBooleans(As<T, bool>(values)) : OfTexts(values);
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

    // The format wants no NaN as a bound, -0 as the smallest zero and +0 as the largest.
    private static (byte[]? Minimum, byte[]? Maximum) OfFloats<T>(
        ReadOnlySpan<T> values,
        T negativeZero
    )
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (smallest, largest) = (T.PositiveInfinity, T.NegativeInfinity);
        var hasNaN = false;
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        if (vectors.Length > 0)
        {
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
        }

        foreach (var value in values[(vectors.Length * Vector<T>.Count)..])
        {
            hasNaN |= T.IsNaN(value);
            smallest = T.Min(smallest, value);
            largest = T.Max(largest, value);
        }

        if (hasNaN)
        {
            return default;
        }

        return (
            Bytes(smallest == T.Zero ? negativeZero : smallest),
            Bytes(largest == T.Zero ? T.Zero : largest)
        );
    }

    private static (byte[]? Minimum, byte[]? Maximum) OfBooleans(ReadOnlySpan<bool> values) =>
        ([values.Contains(false) ? (byte)0 : (byte)1], [values.Contains(true) ? (byte)1 : (byte)0]);

    private static (byte[]? Minimum, byte[]? Maximum) OfTexts<T>(ReadOnlySpan<T> values)
    {
        byte[]? smallest = null;
        byte[]? largest = null;
        foreach (var value in values)
        {
            var bytes = Encoding.UTF8.GetBytes((string)(object)value!);
            if (smallest is null || bytes.AsSpan().SequenceCompareTo(smallest) < 0)
            {
                smallest = bytes;
            }

            if (largest is null || bytes.AsSpan().SequenceCompareTo(largest) > 0)
            {
                largest = bytes;
            }
        }

        return smallest!.Length <= LongestText && largest!.Length <= LongestText
            ? (smallest, largest)
            : default;
    }

    private static byte[] Bytes<T>(T value)
        where T : unmanaged => MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)).ToArray();

    private static ReadOnlySpan<TTo> As<T, TTo>(ReadOnlySpan<T> values) =>
        MemoryMarshal.CreateReadOnlySpan(
            ref Unsafe.As<T, TTo>(ref MemoryMarshal.GetReference(values)),
            values.Length
        );
}
