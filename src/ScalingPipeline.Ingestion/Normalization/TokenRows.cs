using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>A batch of rows of the token layout: columns of equal length.</summary>
internal readonly ref struct TokenRows(
    ReadOnlySpan<long> sequences,
    ReadOnlySpan<long> positions,
    ReadOnlySpan<double> losses,
    long firstRow
)
{
    /// <summary>The largest position that is believed.</summary>
    public const int LastPosition = 1 << 24;

    public ReadOnlySpan<long> Sequences { get; } = sequences;

    /// <summary>0-based.</summary>
    public ReadOnlySpan<long> Positions { get; } = positions;

    /// <summary>Nats; NaN where masked.</summary>
    public ReadOnlySpan<double> Losses { get; } = losses;

    /// <summary>The file's row of the first.</summary>
    public long FirstRow { get; } = firstRow;

    public int Count => Sequences.Length;

    /// <summary>Where the stretch of a sequence ends that is at <paramref name="position"/> in row <paramref name="from"/>; that row itself when it is not.</summary>
    public int StretchFrom(int from, long sequence, long position)
    {
        var ids = Sequences[from..];
        var places = Positions[from..];
        var length = MatchingVectors(ids, places, sequence, position);
        while (
            length < ids.Length
            && length < places.Length
            && ids[length] == sequence
            && places[length] == position + length
        )
        {
            length++;
        }

        return from + length;
    }

    /// <summary>Rows at the front that belong to the stretch, looked at four at a time.</summary>
    private static int MatchingVectors(
        ReadOnlySpan<long> ids,
        ReadOnlySpan<long> places,
        long sequence,
        long position
    )
    {
        var idVectors = MemoryMarshal.Cast<long, Vector256<long>>(ids);
        var placeVectors = MemoryMarshal.Cast<long, Vector256<long>>(places);
        var id = Vector256.Create(sequence);
        var place = Vector256.Create(position) + Vector256.Create(0L, 1, 2, 3);
        var step = Vector256.Create((long)Vector256<long>.Count);
        var vector = 0;
        while (
            vector < idVectors.Length
            && vector < placeVectors.Length
            && Vector256.EqualsAll(idVectors[vector], id)
            && Vector256.EqualsAll(placeVectors[vector], place)
        )
        {
            place += step;
            vector++;
        }

        return vector * Vector256<long>.Count;
    }

    public static void CheckPosition(long position, long row)
    {
        if (position is < 0 or > LastPosition)
        {
            throw new LogContentException(
                $"Row {row} has position {position}, which is not between 0 and {LastPosition}."
            );
        }
    }

    public static void CheckLast(long position, long sequence)
    {
        if (position > LastPosition)
        {
            throw new LogContentException(
                $"Sequence {sequence} reaches position {position}, which is not between 0 and {LastPosition}."
            );
        }
    }
}
