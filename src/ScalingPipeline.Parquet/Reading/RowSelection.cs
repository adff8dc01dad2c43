namespace ScalingPipeline.Parquet.Reading;

/// <summary>Says, row by row, what to pass over and what to deliver.</summary>
internal sealed class RowSelection(IReadOnlyList<RowRange> ranges)
{
    private int _range;

    /// <summary>
    /// From row <paramref name="position"/> on, pass over <c>Skip</c> rows, then deliver <c>Take</c>; null behind the last wanted row.
    /// Positions only grow.
    /// </summary>
    public (long Skip, long Take)? At(long position)
    {
        while (_range < ranges.Count && ranges[_range].End <= position)
        {
            _range++;
        }

        return _range == ranges.Count
            ? null
            : (
                Math.Max(ranges[_range].First - position, 0),
                ranges[_range].End - Math.Max(ranges[_range].First, position)
            );
    }
}
