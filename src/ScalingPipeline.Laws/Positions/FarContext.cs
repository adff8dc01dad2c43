namespace ScalingPipeline.Laws.Positions;

/// <summary>Whether a run makes as much of distant context as its siblings: the last half of the positions against those from n/16 to n/4.</summary>
/// <param name="Loss">How much more it loses on the last half, as a share of its mean loss.</param>
/// <param name="Z">That over its standard error.</param>
/// <param name="SiblingGain">What the siblings gain from the near to the far positions, as a share of their loss: the most that can be lost.</param>
public sealed record FarContext(double Loss, double Z, double SiblingGain)
{
    /// <summary>On <see cref="Loss"/>: the healthy maximum is 1.4 % in a public ladder.</summary>
    public const double Limit = 0.025;

    /// <summary>On <see cref="Z"/>.</summary>
    public const double LeastZ = 5;

    private const int Least = 32;

    /// <summary>Null when the profile is shorter than 32 positions.</summary>
    public static FarContext? Of(ReadOnlySpan<PairedBucket> buckets)
    {
        var length = buckets.Length == 0 ? 0 : buckets[^1].Last;
        if (length < Least)
        {
            return null;
        }

        var far = new List<PairedBucket>();
        var near = new List<PairedBucket>();
        double loss = 0,
            expected = 0;
        foreach (var bucket in buckets)
        {
            loss += bucket.Loss * bucket.Width;
            expected += bucket.Predicted * bucket.Width;
            if (bucket.First > length / 2)
            {
                far.Add(bucket);
            }
            else if (bucket.First > length / 16 && bucket.Last <= length / 4)
            {
                near.Add(bucket);
            }
        }

        if (far.Count < 2 || near.Count < 2)
        {
            return null;
        }

        var level = loss / expected;
        loss /= length;

        // A run that is better or worse by a factor, or by as many nats at all positions, makes as much of its context as its siblings.
        var byFactor = Contrast(near, far, b => b.Loss - (level * b.Predicted));
        var byNats = Contrast(near, far, b => b.Difference);
        var (contrast, error) = byFactor.Value < byNats.Value ? byFactor : byNats;
        return new FarContext(
            contrast / loss,
            contrast / Math.Max(error, 1e-6 * loss),
            -Contrast(near, far, b => b.Predicted).Value / loss
        );
    }

    /// <summary>Far minus near, with its standard error.</summary>
    private static (double Value, double Error) Contrast(
        List<PairedBucket> near,
        List<PairedBucket> far,
        Func<PairedBucket, double> value
    )
    {
        var (farMean, farVariance) = Mean(far, value);
        var (nearMean, nearVariance) = Mean(near, value);
        return (farMean - nearMean, Math.Sqrt(farVariance + nearVariance));
    }

    /// <summary>Weighted by width; the variance of the mean from the scatter between buckets.</summary>
    private static (double Mean, double Variance) Mean(
        List<PairedBucket> buckets,
        Func<PairedBucket, double> value
    )
    {
        double width = buckets.Sum(b => b.Width);
        var mean = buckets.Sum(b => b.Width * value(b)) / width;
        var scatter =
            buckets.Sum(b => b.Width * (value(b) - mean) * (value(b) - mean)) / (buckets.Count - 1);
        return (mean, scatter / width);
    }
}
