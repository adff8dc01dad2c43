using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>RLE_DICTIONARY: indexes into the values of the chunk's dictionary page.</summary>
internal sealed class DictionaryValues<T> : ValueDecoder<T>, IDisposable
{
    private const int BatchSize = 1024;

    private readonly HybridDecoder _indexes = new();
    private readonly int[] _batch = new int[BatchSize];
    private T[] _dictionary = [];
    private int _count = -1;

    /// <summary>Decodes the dictionary page; <paramref name="count"/> is checked against its bytes before memory is given.</summary>
    public void LoadDictionary(
        ValueDecoder<T> plain,
        byte[] buffer,
        int offset,
        int length,
        int count,
        int bytesPerValue
    )
    {
        if (count < 0 || (long)count * bytesPerValue > length)
        {
            FormatFault.Corrupt($"the dictionary claims {count} values in {length} bytes");
        }

        Release();
        _dictionary = ArrayPool<T>.Shared.Rent(Math.Max(count, 1));
        plain.Begin(buffer, offset, length);
        plain.Read(_dictionary.AsSpan(0, count));
        _count = count;
    }

    public override void Begin(byte[] buffer, int offset, int length)
    {
        if (_count < 0)
        {
            FormatFault.Corrupt("the page refers to a dictionary that the column chunk lacks");
        }

        // A page of nulls only may have no indexes at all.
        var width = length > 0 ? buffer[offset] : 0;
        if (width > 32)
        {
            FormatFault.Corrupt($"the dictionary indexes are {width} bits wide");
        }

        _indexes.Reset(buffer, offset + 1, Math.Max(length - 1, 0), width);
    }

    public override void Read(Span<T> output)
    {
        while (output.Length > 0)
        {
            var taken = _indexes.TakeRepeated(output.Length, out var index);
            if (taken > 0)
            {
                if ((uint)index >= (uint)_count)
                {
                    OutOfRange();
                }

                output[..taken].Fill(_dictionary[index]);
            }
            else
            {
                taken = _indexes.TakePacked(_batch.AsSpan(0, Math.Min(BatchSize, output.Length)));
                Look(_batch.AsSpan(0, taken), output);
            }

            output = output[taken..];
        }
    }

    public void Dispose() => Release();

    private void Look(ReadOnlySpan<int> indexes, Span<T> output)
    {
        if (Largest(indexes) >= (uint)_count)
        {
            OutOfRange();
        }

        var i = 0;
        if (Avx2.IsSupported && !RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            i = Gather(indexes, output);
        }

        var dictionary = _dictionary;
        for (; i < indexes.Length; i++)
        {
            output[i] = dictionary[indexes[i]];
        }
    }

    // All indexes were checked against the dictionary before.
    private unsafe int Gather(ReadOnlySpan<int> indexes, Span<T> output)
    {
        if (Unsafe.SizeOf<T>() != 4)
        {
            return 0;
        }

        ref var source = ref MemoryMarshal.GetReference(indexes);
        ref var target = ref Unsafe.As<T, int>(ref MemoryMarshal.GetReference(output));
        fixed (
            void* dictionary = &Unsafe.As<T, int>(
                ref MemoryMarshal.GetArrayDataReference(_dictionary)
            )
        )
        {
            var i = 0;
            for (; i <= indexes.Length - 8; i += 8)
            {
                Avx2.GatherVector256(
                        (int*)dictionary,
                        Vector256.LoadUnsafe(ref source, (nuint)i),
                        4
                    )
                    .StoreUnsafe(ref target, (nuint)i);
            }

            return i;
        }
    }

    private static uint Largest(ReadOnlySpan<int> indexes)
    {
        ref var source = ref Unsafe.As<int, uint>(ref MemoryMarshal.GetReference(indexes));
        var largest = 0u;
        var i = 0;
        if (indexes.Length >= 8)
        {
            var vector = Vector256<uint>.Zero;
            for (; i <= indexes.Length - 8; i += 8)
            {
                vector = Vector256.Max(vector, Vector256.LoadUnsafe(ref source, (nuint)i));
            }

            for (var lane = 0; lane < 8; lane++)
            {
                largest = Math.Max(largest, vector[lane]);
            }
        }

        for (; i < indexes.Length; i++)
        {
            largest = Math.Max(largest, (uint)indexes[i]);
        }

        return largest;
    }

    private void OutOfRange() =>
        FormatFault.Corrupt($"an index points outside the dictionary of {_count} values");

    private void Release()
    {
        if (_dictionary.Length > 0)
        {
            ArrayPool<T>.Shared.Return(
                _dictionary,
                RuntimeHelpers.IsReferenceOrContainsReferences<T>()
            );
            _dictionary = [];
        }

        _count = -1;
    }
}
