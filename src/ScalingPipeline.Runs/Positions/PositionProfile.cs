using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs.Positions;

/// <summary>Losses of one checkpoint by context position: one <see cref="LossStatistics"/> per bucket of <see cref="PositionBuckets"/>.</summary>
public sealed class PositionProfile(IReadOnlyList<LossStatistics> buckets)
{
    public static PositionProfile Empty { get; } = new([]);

    public IReadOnlyList<LossStatistics> Buckets { get; } = buckets;

    /// <summary>The last context position of the last bucket that holds tokens; 0 when none does.</summary>
    public int Length
    {
        get
        {
            for (var bucket = Buckets.Count - 1; bucket >= 0; bucket--)
            {
                if (Buckets[bucket].Tokens > 0)
                {
                    return PositionBuckets.Last(bucket);
                }
            }

            return 0;
        }
    }

    /// <summary>
    /// The mean loss that this profile has when every context position 1..<paramref name="length"/> weighs the same (direct
    /// standardization to a uniform reference distribution), so that runs of different context length and packing compare.
    /// </summary>
    /// <param name="length">The last reference position, at least 1.</param>
    /// <returns>Null when a reference position has no tokens here: the mean is then not identified, not approximated.</returns>
    public Nats? Standardized(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var total = 0.0;
        for (var bucket = 0; bucket < PositionBuckets.CountFor(length); bucket++)
        {
            if (bucket >= Buckets.Count || Buckets[bucket].Tokens == 0)
            {
                return null;
            }

            var positions =
                Math.Min(PositionBuckets.Last(bucket), length) - PositionBuckets.First(bucket) + 1;
            total += positions * Buckets[bucket].Mean.Value;
        }

        return new Nats(total / length);
    }

    /// <summary>The profile of two sets of tokens that share no sequence.</summary>
    public static PositionProfile operator +(PositionProfile left, PositionProfile right)
    {
        var (longer, shorter) =
            left.Buckets.Count >= right.Buckets.Count ? (left, right) : (right, left);
        var sums = longer.Buckets.ToArray();
        for (var bucket = 0; bucket < shorter.Buckets.Count; bucket++)
        {
            sums[bucket] += shorter.Buckets[bucket];
        }

        return new PositionProfile(sums);
    }
}
