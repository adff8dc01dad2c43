namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>A batch of rows of the token layout: columns of equal length.</summary>
internal readonly ref struct TokenRows<T>(
    WholeNumbers sequences,
    WholeNumbers positions,
    ReadOnlySpan<T> losses,
    long firstRow
)
    where T : unmanaged
{
    public WholeNumbers Sequences { get; } = sequences;

    /// <summary>0-based.</summary>
    public WholeNumbers Positions { get; } = positions;

    /// <summary>Nats; NaN where masked.</summary>
    public ReadOnlySpan<T> Losses { get; } = losses;

    /// <summary>The file's row of the first.</summary>
    public long FirstRow { get; } = firstRow;

    public int Count => Losses.Length;

    /// <summary>Where the stretch of a sequence ends that is at <paramref name="position"/> in row <paramref name="from"/>; that row itself when it is not.</summary>
    public int StretchFrom(int from, long sequence, long position) =>
        from + Sequences.Repeating(from, Positions.Counting(from, position), sequence);
}
