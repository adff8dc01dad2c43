using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>The mean loss of a range of context positions: single positions scatter more than models differ.</summary>
/// <param name="First">First position, from 1.</param>
/// <param name="Last">Last position, included.</param>
/// <param name="At">Geometric middle of the range: where its mean stands on the axis.</param>
/// <param name="Loss">Nats per token.</param>
/// <param name="StandardError">Of the loss, in nats; NaN when not known. What makes a sequence hard as a whole moves all positions alike, so that those of a range are taken as independent about the law.</param>
public sealed record PositionBin(int First, int Last, double At, double Loss, double StandardError)
{
    /// <summary>Ranges that grow by the square root of two, those without tokens left out.</summary>
    /// <param name="buckets">As in <see cref="PositionProfile.Buckets"/>.</param>
    public static IReadOnlyList<PositionBin> Of(IReadOnlyList<LossStatistics> buckets)
    {
        var bins = new List<PositionBin>();
        for (var (first, range) = (0, 0); first < buckets.Count; range++)
        {
            var end = Math.Pow(2, (range + 1) / 2.0);
            if (PositionBuckets.First(first) >= end)
            {
                continue;
            }

            var next = first + 1;
            while (next < buckets.Count && PositionBuckets.First(next) < end)
            {
                next++;
            }

            if (Of(buckets, first, next - 1) is { } bin)
            {
                bins.Add(bin);
            }

            first = next;
        }

        return bins;
    }

    private static PositionBin? Of(IReadOnlyList<LossStatistics> buckets, int first, int last)
    {
        double sum = 0,
            tokens = 0,
            squares = 0;
        for (var i = first; i <= last; i++)
        {
            if (buckets[i].Tokens == 0)
            {
                continue;
            }

            var error = buckets[i].StandardError * buckets[i].Tokens;
            sum += buckets[i].Sum;
            tokens += buckets[i].Tokens;
            squares += error * error;
        }

        var loss = sum / tokens;
        var (from, to) = (PositionBuckets.First(first), PositionBuckets.Last(last));
        return loss > 0 && double.IsFinite(loss)
            ? new PositionBin(
                from,
                to,
                Math.Sqrt((double)from * to),
                loss,
                Math.Sqrt(squares) / tokens
            )
            : null;
    }
}
