using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Monitoring.Detection;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Laws of the compute frontier: L(C), and N_opt(C) by interpolated isoFLOP profiles.</summary>
internal sealed class FrontierRecords(LawContext context)
{
    private const double NextCompute = 4;

    /// <param name="points">The completed runs.</param>
    /// <param name="joint">L(N,D) of them, the forecast fit.</param>
    public IEnumerable<LawRecord> Of(
        IReadOnlyList<FinalPoint> points,
        FittedLaw<ChinchillaLaw> joint
    )
    {
        var frontier = FrontierRuns.Of(points, joint);
        foreach (
            var record in new PowerLawRecords(context).Of(
                "C",
                frontier.Condition,
                [.. frontier.Runs.Select(run => (run.Run, run.Compute, run.Loss))],
                NextCompute
            )
        )
        {
            yield return frontier.Reason is { } reason
                ? record with
                {
                    Status = LawStatus.NotIdentified,
                    StatusReason = reason,
                    Next = null,
                }
                : record with
                {
                    StatusReason = Reason(record, frontier),
                };
        }

        yield return OptimalSize(points);
    }

    private static string? Reason(LawRecord record, FrontierRuns frontier) =>
        record.Status.IsUsable() || frontier.Wasteful == 0
            ? record.StatusReason
            : $"{record.StatusReason} {Words.Count(frontier.Wasteful)} more {(frontier.Wasteful == 1 ? "run is" : "runs are")} beaten by no cheaper one, but by L(N,D) another size would have reached less with the same compute.";

    private LawRecord OptimalSize(IReadOnlyList<FinalPoint> points)
    {
        var optimum = InterpolatedProfiles.Fit([.. points.Select(p => p.AtEnd)]);
        var fitted = optimum.OptimalSize;
        var record = LawRecords.Of(
            context,
            "N_opt(C)",
            "N_opt = k C^a",
            "by interpolated isoFLOP profiles; C in FLOP",
            fitted.Fit,
            NamedParameters.Of(fitted)
        ) with
        {
            UncertaintyBasis = "standard errors and covariance by the jackknife over runs",
            Observations =
            [
                .. optimum.Points.Select(o => new LawPoint(
                    $"budget of {o.Compute:0.##e+0} FLOP",
                    o.Compute,
                    double.NaN,
                    o.Parameters,
                    fitted.Law?.At(o.Compute) ?? double.NaN
                )),
            ],
        };
        return record.Status == LawStatus.TooFewRuns
            ? record with
            {
                StatusReason =
                    $"{record.StatusReason} A budget tells the optimum where at least {IsoFlopProfiles.LeastSizes} sizes were trained with it, or to less and to more, and the best is neither the smallest nor the largest.",
            }
            : record;
    }
}
