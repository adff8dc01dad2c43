using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>A batch of rows of the token layout: columns of equal length.</summary>
internal readonly ref struct TokenRows<T>(
    ReadOnlySpan<long> sequences,
    ReadOnlySpan<int> positions,
    ReadOnlySpan<T> losses,
    long firstRow
)
    where T : unmanaged
{
    public ReadOnlySpan<long> Sequences { get; } = sequences;

    /// <summary>0-based.</summary>
    public ReadOnlySpan<int> Positions { get; } = positions;

    /// <summary>Nats; NaN where masked.</summary>
    public ReadOnlySpan<T> Losses { get; } = losses;

    /// <summary>The file's row of the first.</summary>
    public long FirstRow { get; } = firstRow;

    public int Count => Sequences.Length;

    /// <summary>Where the stretch of a sequence ends that is at <paramref name="position"/> in row <paramref name="from"/>; that row itself when it is not.</summary>
    public int StretchFrom(int from, long sequence, int position)
    {
        var length = Consecutive(Positions[from..], position);
        var other = Sequences.Slice(from, length).IndexOfAnyExcept(sequence);
        return from + (other < 0 ? length : other);
    }

    /// <summary>Positions at the front that count up from <paramref name="position"/>.</summary>
    private static int Consecutive(ReadOnlySpan<int> positions, int position)
    {
        var vectors = MemoryMarshal.Cast<int, Vector256<int>>(positions);
        var expected = Vector256.Create(position) + Vector256<int>.Indices;
        var length = 0;
        foreach (var vector in vectors)
        {
            if (vector != expected)
            {
                break;
            }

            expected += Vector256.Create(Vector256<int>.Count);
            length += Vector256<int>.Count;
        }

        while (length < positions.Length && positions[length] == position + length)
        {
            length++;
        }

        return length;
    }
}
