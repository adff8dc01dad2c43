using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Whole numbers of a batch of rows, of 32 or of 64 bits, where they lie.</summary>
internal readonly ref struct WholeNumbers
{
    private readonly ReadOnlySpan<int> _narrow;
    private readonly ReadOnlySpan<long> _wide;

    public WholeNumbers(ReadOnlySpan<int> narrow) => _narrow = narrow;

    public WholeNumbers(ReadOnlySpan<long> wide) => _wide = wide;

    public int Length => _narrow.Length + _wide.Length;

    public long this[int row] => _wide.IsEmpty ? _narrow[row] : _wide[row];

    /// <summary>Rows from <paramref name="from"/> on that count up from <paramref name="start"/>.</summary>
    public int Counting(int from, long start)
    {
        if (!_wide.IsEmpty)
        {
            return Counting(_wide[from..], start);
        }

        return start is >= int.MinValue and <= int.MaxValue
            ? Counting(_narrow[from..], (int)start)
            : 0;
    }

    /// <summary>Rows from <paramref name="from"/> on, at most <paramref name="count"/>, that are all <paramref name="value"/>.</summary>
    public int Repeating(int from, int count, long value)
    {
        var other =
            !_wide.IsEmpty ? _wide.Slice(from, count).IndexOfAnyExcept(value)
            : value is >= int.MinValue and <= int.MaxValue
                ? _narrow.Slice(from, count).IndexOfAnyExcept((int)value)
            : 0;
        return other < 0 ? count : other;
    }

    private static int Counting<T>(ReadOnlySpan<T> numbers, T start)
        where T : unmanaged, IBinaryInteger<T>
    {
        var expected = Vector256.Create(start) + Vector256<T>.Indices;
        var step = Vector256.Create(T.CreateTruncating(Vector256<T>.Count));
        var length = 0;
        foreach (var vector in MemoryMarshal.Cast<T, Vector256<T>>(numbers))
        {
            if (vector != expected)
            {
                break;
            }

            expected += step;
            length += Vector256<T>.Count;
        }

        while (length < numbers.Length && numbers[length] == start + T.CreateTruncating(length))
        {
            length++;
        }

        return length;
    }
}
