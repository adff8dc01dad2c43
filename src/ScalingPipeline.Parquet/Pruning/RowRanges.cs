namespace ScalingPipeline.Parquet.Pruning;

/// <summary>Sets of rows as ascending ranges that do not touch.</summary>
internal static class RowRanges
{
    public static List<RowRange> Intersect(List<RowRange> first, List<RowRange> second)
    {
        var both = new List<RowRange>();
        for (int i = 0, j = 0; i < first.Count && j < second.Count; )
        {
            var from = Math.Max(first[i].First, second[j].First);
            var to = Math.Min(first[i].End, second[j].End);
            if (from < to)
            {
                both.Add(new RowRange(from, to - from));
            }

            _ = first[i].End < second[j].End ? i++ : j++;
        }

        return both;
    }

    /// <summary>Appends a range behind all others.</summary>
    public static void Append(List<RowRange> ranges, RowRange next)
    {
        if (ranges.Count > 0 && ranges[^1].End == next.First)
        {
            ranges[^1] = ranges[^1] with { Count = ranges[^1].Count + next.Count };
        }
        else
        {
            ranges.Add(next);
        }
    }

    public static void Require(IReadOnlyList<RowRange> ranges, long rowCount)
    {
        var end = 0L;
        foreach (var range in ranges)
        {
            if (range.First < end || range.Count < 1 || range.Count > rowCount - range.First)
            {
                throw new ArgumentException(
                    $"Rows {range.First} to {range.End} are no range of the {rowCount} rows, or not behind the range before.",
                    nameof(ranges)
                );
            }

            end = range.End;
        }
    }
}
