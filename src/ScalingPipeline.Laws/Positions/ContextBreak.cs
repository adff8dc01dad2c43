namespace ScalingPipeline.Laws.Positions;

/// <summary>A context position past which a model is lost: beyond its trained window, or where attention ends. Needs no siblings.</summary>
/// <param name="After">The last position that is still as good as those before it.</param>
/// <param name="Before">Loss up to there, the median over the last three octaves, in nats.</param>
/// <param name="Beyond">Mean loss past it, in nats.</param>
public sealed record ContextBreak(int After, double Before, double Beyond)
{
    /// <summary>Everything past the break loses more than this times what came before. What is hard in a text moves single stretches by up to a quarter.</summary>
    public const double Factor = 1.3;

    private const int Octaves = 8;
    private const int LeastBefore = 3;
    private const int LeastBeyond = 2;
    private const int FirstTested = 16;

    /// <summary>The first position past which every bucket is lost; null when there is none.</summary>
    /// <param name="buckets">By position; two at least lie past a break.</param>
    public static ContextBreak? Find(IReadOnlyList<(int First, int Last, double Loss)> buckets)
    {
        // The least loss from each bucket to the end.
        var least = new double[buckets.Count + 1];
        least[^1] = double.PositiveInfinity;
        for (var b = buckets.Count - 1; b >= 0; b--)
        {
            least[b] = Math.Min(least[b + 1], buckets[b].Loss);
        }

        for (var b = LeastBefore; b <= buckets.Count - LeastBeyond; b++)
        {
            var before = buckets
                .Take(b)
                .Where(other => other.First * (long)Octaves >= buckets[b].First)
                .Select(other => other.Loss)
                .Order()
                .ToArray();
            if (buckets[b].First <= FirstTested || before.Length < LeastBefore)
            {
                continue;
            }

            var level = before[before.Length / 2];
            if (least[b] > Factor * level)
            {
                var past = buckets.Skip(b).ToArray();
                return new ContextBreak(
                    buckets[b].First - 1,
                    level,
                    past.Sum(p => (p.Last - p.First + 1.0) * p.Loss)
                        / past.Sum(p => p.Last - p.First + 1.0)
                );
            }
        }

        return null;
    }
}
