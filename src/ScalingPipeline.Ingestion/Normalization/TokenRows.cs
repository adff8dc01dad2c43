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
        var length = 0;
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
