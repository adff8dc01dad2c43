using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>The inner loops of dictionary pages: turn a batch of indexes, checked before, into values.</summary>
internal static class DictionaryLookup
{
    /// <summary>Looks up indexes that were all checked against the dictionary before.</summary>
    public static void Gather<T>(T[] dictionary, ReadOnlySpan<int> indexes, Span<T> output)
    {
        var i = 0;
        if (
            Avx2.IsSupported
            && !RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            && Unsafe.SizeOf<T>() == 4
        )
        {
            i = GatherVectors(
                ref Unsafe.As<T, int>(ref MemoryMarshal.GetArrayDataReference(dictionary)),
                indexes,
                ref Unsafe.As<T, int>(ref MemoryMarshal.GetReference(output))
            );
        }

        for (; i < indexes.Length; i++)
        {
            output[i] = dictionary[indexes[i]];
        }
    }

    /// <summary>Whether each value is one more than the value before, as counters are in order of first occurrence.</summary>
    public static bool IsConsecutive<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var i = 1; i < values.Length; i++)
        {
            if (values[i - 1] == T.AllBitsSet >>> 1 || values[i] != values[i - 1] + T.One)
            {
                return false;
            }
        }

        return values.Length > 0;
    }

    public static void Add(Span<int> values, int amount)
    {
        ref var first = ref MemoryMarshal.GetReference(values);
        var i = 0;
        for (; i <= values.Length - 8; i += 8)
        {
            var sum = Vector256.LoadUnsafe(ref first, (nuint)i) + Vector256.Create(amount);
            sum.StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < values.Length; i++)
        {
            values[i] += amount;
        }
    }

    /// <summary>Adds <paramref name="amount"/> to each index, as a 64-bit number; <paramref name="target"/> begins as many.</summary>
    public static void Widen(ReadOnlySpan<int> indexes, long amount, ref long target)
    {
        ref var source = ref MemoryMarshal.GetReference(indexes);
        var amounts = Vector256.Create(amount);
        var i = 0;
        for (; i <= indexes.Length - 8; i += 8)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref source, (nuint)i));
            (low + amounts).StoreUnsafe(ref target, (nuint)i);
            (high + amounts).StoreUnsafe(ref target, (nuint)(i + 4));
        }

        for (; i < indexes.Length; i++)
        {
            Unsafe.Add(ref target, i) = indexes[i] + amount;
        }
    }

    private static unsafe int GatherVectors(
        ref int dictionary,
        ReadOnlySpan<int> indexes,
        ref int target
    )
    {
        ref var source = ref MemoryMarshal.GetReference(indexes);
        fixed (int* values = &dictionary)
        {
            var i = 0;
            for (; i <= indexes.Length - 8; i += 8)
            {
                Avx2.GatherVector256(values, Vector256.LoadUnsafe(ref source, (nuint)i), 4)
                    .StoreUnsafe(ref target, (nuint)i);
            }

            return i;
        }
    }
}
