using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>How the loss moved when training ended.</summary>
public enum EndVerdict
{
    /// <summary>As that of its siblings, which had the same schedule.</summary>
    AsScheduled,

    /// <summary>It still fell faster: the run is undertrained, and a longer one would have reached more.</summary>
    StillFalling,

    /// <summary>It fell more slowly: it bends towards a floor, and a longer one would have gained little.</summary>
    Flattened,

    /// <summary>It rose: the run was getting worse, which says nothing of what limits it.</summary>
    Rising,
}

/// <summary>
/// The slope d ln L / d ln step over the last quarter of the schedule, against what siblings of the same schedule say of the run's size. A run above its law that still falls is undertrained; one
/// that does not has met a floor, unless it rises.
/// </summary>
/// <param name="Slope">Of the run; negative while the loss falls.</param>
/// <param name="Expected">Of its siblings.</param>
/// <param name="StandardError">Of the difference, by the scatter of the blocks about a straight line.</param>
/// <param name="References">The siblings behind it.</param>
/// <param name="Verdict">Beyond chance (p &lt; .001), and by 1 % of the loss over the quarter or more, or as scheduled.</param>
public sealed record TrainingEnd(
    double Slope,
    double Expected,
    double StandardError,
    int References,
    EndVerdict Verdict
)
{
    private const int Blocks = LossBlocks.Count / 4;
    private const double Level = 0.001;
    private const double LeastChange = 0.01;

    /// <summary>Null while the run trains, or with fewer than two siblings that have ended.</summary>
    internal static TrainingEnd? Of(RunView view, IReadOnlyList<RunView> references)
    {
        if (view.Curve is not { Complete: LossBlocks.Count } curve)
        {
            return null;
        }

        var track = SiblingTrack.Of(curve, view.Parameters, references);
        BlockResidual[] last =
        [
            .. track.Residuals.Where(r => r.Index >= LossBlocks.Count - Blocks),
        ];
        if (last.Length < Blocks)
        {
            return null;
        }

        var x = Array.ConvertAll(last, r => Elementary.Log(r.Index + 0.5));
        var own = Line(x, Array.ConvertAll(last, r => curve.Blocks[r.Index].LogLoss)).Slope;
        var (apart, error) = Line(x, Array.ConvertAll(last, r => r.Residual));
        var t = apart / error;
        var beyond =
            Distributions.FisherTail(1, Blocks - 2, t * t) < Level
            && Math.Abs(apart * (x[^1] - x[0])) >= LeastChange;
        return new TrainingEnd(
            own,
            own - apart,
            error,
            track.References.Count,
            !beyond ? EndVerdict.AsScheduled
                : apart < 0 ? EndVerdict.StillFalling
                : own * (x[^1] - x[0]) >= LeastChange ? EndVerdict.Rising
                : EndVerdict.Flattened
        );
    }

    /// <summary>Least squares with the standard error of the slope.</summary>
    private static (double Slope, double Error) Line(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        var squares = x.Sum(v => (v - meanX) * (v - meanX));
        var slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / squares;
        var rest = x.Zip(
                y,
                (a, b) =>
                {
                    var off = b - meanY - (slope * (a - meanX));
                    return off * off;
                }
            )
            .Sum();
        return (slope, Math.Sqrt(rest / (x.Length - 2) / squares));
    }
}
