using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>RLE_DICTIONARY: indexes into the values of the chunk's dictionary page.</summary>
internal sealed class DictionaryValues<T> : ValueDecoder<T>, IDisposable
{
    private const int BatchSize = 1024;

    private readonly HybridDecoder _indexes = new();
    private int[] _batch = [];
    private T[] _dictionary = [];
    private int _count = -1;
    private bool _isConsecutive;
    private long _first;

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
        NoteConsecutive();
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
                CheckIndex((uint)index);
                output[..taken].Fill(_dictionary[index]);
            }
            else
            {
                taken = TakePacked(output[..Math.Min(BatchSize, output.Length)]);
            }

            output = output[taken..];
        }
    }

    public void Dispose()
    {
        Release();
        if (_batch.Length > 0)
        {
            ArrayPool<int>.Shared.Return(_batch);
            _batch = [];
        }
    }

    private void NoteConsecutive()
    {
        _isConsecutive = false;
        // To the runtime an array of uint is one of int, too.
        if (typeof(T) == typeof(int) && _dictionary is int[] numbers)
        {
            _isConsecutive = DictionaryLookup.IsConsecutive<int>(numbers.AsSpan(0, _count));
            _first = numbers[0];
        }
        else if (typeof(T) == typeof(long) && _dictionary is long[] wide)
        {
            _isConsecutive = DictionaryLookup.IsConsecutive<long>(wide.AsSpan(0, _count));
            _first = wide[0];
        }
    }

    private int TakePacked(Span<T> output)
    {
        if (_isConsecutive && typeof(T) == typeof(int))
        {
            // Then a value is its index plus the first value, and the indexes can be unpacked where the values belong.
            var numbers = MemoryMarshal.CreateSpan(
                ref Unsafe.As<T, int>(ref MemoryMarshal.GetReference(output)),
                output.Length
            );
            var added = _indexes.TakePacked(numbers, out var last);
            CheckIndex(last);
            if (_first != 0)
            {
                DictionaryLookup.Add(numbers[..added], (int)_first);
            }

            return added;
        }

        if (_batch.Length == 0)
        {
            _batch = ArrayPool<int>.Shared.Rent(BatchSize);
        }

        var taken = _indexes.TakePacked(_batch.AsSpan(0, output.Length), out var largest);
        CheckIndex(largest);
        if (_isConsecutive)
        {
            DictionaryLookup.Widen(
                _batch.AsSpan(0, taken),
                _first,
                ref Unsafe.As<T, long>(ref MemoryMarshal.GetReference(output))
            );
        }
        else
        {
            DictionaryLookup.Gather(_dictionary, _batch.AsSpan(0, taken), output);
        }

        return taken;
    }

    private void CheckIndex(uint largest)
    {
        if (largest >= (uint)_count)
        {
            FormatFault.Corrupt($"an index points outside the dictionary of {_count} values");
        }
    }

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
