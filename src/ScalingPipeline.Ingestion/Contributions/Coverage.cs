namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>A set of ids (steps or sequences) as sorted, disjoint, non-adjacent ranges, both ends included.</summary>
public sealed record Coverage(IReadOnlyList<(long First, long Last)> Ranges)
{
    public static Coverage None { get; } = new([]);

    public static Coverage Of(IEnumerable<long> ids)
    {
        var ranges = new List<(long First, long Last)>();
        foreach (var id in ids.Order())
        {
            if (ranges.Count > 0 && unchecked((ulong)(id - ranges[^1].Last)) <= 1)
            {
                ranges[^1] = (ranges[^1].First, id);
            }
            else
            {
                ranges.Add((id, id));
            }
        }

        return new Coverage(ranges);
    }

    /// <summary>The smallest id that both hold; null when they are disjoint.</summary>
    public long? FirstShared(Coverage other)
    {
        int left = 0,
            right = 0;
        while (left < Ranges.Count && right < other.Ranges.Count)
        {
            var first = Math.Max(Ranges[left].First, other.Ranges[right].First);
            if (first <= Math.Min(Ranges[left].Last, other.Ranges[right].Last))
            {
                return first;
            }

            if (Ranges[left].Last < other.Ranges[right].Last)
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return null;
    }

    public bool Equals(Coverage? other) => other is not null && Ranges.SequenceEqual(other.Ranges);

    public override int GetHashCode() =>
        Ranges.Count == 0 ? 0 : HashCode.Combine(Ranges.Count, Ranges[0], Ranges[^1]);
}
