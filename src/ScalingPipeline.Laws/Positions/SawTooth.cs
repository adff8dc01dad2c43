namespace ScalingPipeline.Laws.Positions;

/// <summary>Losses that are higher at the start of every period of positions: a context that is forgotten every so many tokens.</summary>
/// <param name="Period">P in tokens.</param>
/// <param name="Height">How much higher the first eighth of each period is than the rest, in nats.</param>
/// <param name="Z">Height over its standard error.</param>
public sealed record SawTooth(int Period, double Height, double Z)
{
    /// <summary>Healthy runs of a public ladder reach 3.6 over all periods.</summary>
    public const double Limit = 8;

    private const int Shortest = 4;

    /// <summary>The share of a period that counts as its start.</summary>
    private const int StartShare = 8;

    /// <summary>The period, 4 to half of the positions, whose starts stand out most; null when there are too few positions.</summary>
    public static SawTooth? Find(ReadOnlySpan<PairedBucket> buckets)
    {
        SawTooth? largest = null;
        var length = buckets.Length == 0 ? 0 : buckets[^1].Last;
        var start = new double[buckets.Length];
        for (var period = Shortest; period <= length / 2; period++)
        {
            var any = false;
            for (var b = 0; b < start.Length; b++)
            {
                start[b] = Starts(buckets[b], period) / (double)buckets[b].Width;
                any |= start[b] > 0;
            }

            if (
                any
                && PositionScatter.Test(buckets, start) is { } test
                && (largest is null || test.Z > largest.Z)
            )
            {
                largest = new SawTooth(period, test.Coefficient, test.Z);
            }
        }

        return largest;
    }

    /// <summary>Positions of a bucket in the first eighth of a period; the first period is left out, since every run starts there.</summary>
    private static int Starts(PairedBucket bucket, int period)
    {
        var within = Math.Max(1, period / StartShare);
        return Before(bucket.Last, period, within) - Before(bucket.First - 1, period, within);
    }

    /// <summary>How many of the first <paramref name="positions"/> positions start a period other than the first.</summary>
    private static int Before(int positions, int period, int within) =>
        positions <= period
            ? 0
            : (((positions / period) - 1) * within) + Math.Min(positions % period, within);
}
