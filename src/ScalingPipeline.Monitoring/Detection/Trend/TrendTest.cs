using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// Off the trend when two consecutive blocks lie beyond the limit on the same side; back on it after three within. Two-sided:
/// better than the siblings is a deviation too. With two references the limit is at least 10 %, with three 7 %; with
/// four of the same size what these leave, from 2 % on.
/// </summary>
public static class TrendTest
{
    private const int BlocksToRaise = 2;
    private const int BlocksToClear = 3;

    /// <summary>The state after the last block.</summary>
    public static TrendState Run(SiblingTrack track, TrendLimits limits)
    {
        int? since = null,
            first = null;
        int beyond = 0,
            within = 0,
            side = 0;
        foreach (var residual in track.Residuals)
        {
            var scaled = SiblingTrack.Scaled(residual);
            if (Math.Abs(scaled) <= LimitAt(residual, track, limits))
            {
                (beyond, first) = (0, null);
                within++;
                since = within >= BlocksToClear ? null : since;
                continue;
            }

            within = 0;
            var sign = Math.Sign(scaled);
            (beyond, first) =
                sign == side && beyond > 0 ? (beyond + 1, first) : (1, residual.Index);
            side = sign;
            if (beyond >= BlocksToRaise)
            {
                since ??= first;
            }
        }

        return new TrendState(track, limits, since, since is null ? first : null);
    }

    /// <summary>The limit on the scaled residual of a block.</summary>
    public static double LimitAt(BlockResidual residual, SiblingTrack track, TrendLimits limits) =>
        Math.Min(
            track.SeedLimit(residual),
            new SiblingLimits(limits.At(residual.EndFraction)).For(
                track.References.Count,
                track.Deviation,
                track.DecadesBeyond
            )
        );

    /// <summary>The largest two-block statistic of a run, early and later, as if it lay inside its siblings' sizes: what limits are learned from.</summary>
    public static (double Early, double Late) Statistic(SiblingTrack track)
    {
        var both = SiblingComparison.TwoConsecutive([
            .. track.Residuals.Select(SiblingTrack.Scaled),
        ]);
        double early = 0,
            late = 0;
        for (var i = 0; i < both.Length; i++)
        {
            if (TrendLimits.IsEarly(track.Residuals[i].EndFraction))
            {
                early = Math.Max(early, Math.Abs(both[i]));
            }
            else
            {
                late = Math.Max(late, Math.Abs(both[i]));
            }
        }

        return (early / (1 + track.DecadesBeyond), late / (1 + track.DecadesBeyond));
    }
}

/// <summary>Where a run stands against its siblings.</summary>
/// <param name="Track">All compared blocks.</param>
/// <param name="Limits">The limits used.</param>
/// <param name="OffSince">The first block beyond the limit of the deviation that still lasts; null when on the trend.</param>
/// <param name="FirstSign">The last block, when it alone is beyond the limit: a first sign, nothing more.</param>
public sealed record TrendState(
    SiblingTrack Track,
    TrendLimits Limits,
    int? OffSince,
    int? FirstSign
);
