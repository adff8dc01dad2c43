using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Frontier;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Laws of the compute frontier: L(C) on the runs that no cheaper run beats, and N_opt(C) on its convex hull.</summary>
internal sealed class FrontierRecords(LawContext context)
{
    private const double NextCompute = 4;
    private const int LeastSizes = 3;

    public IEnumerable<LawRecord> Of(IReadOnlyList<FinalPoint> points)
    {
        var candidates = points
            .Select(p => new FrontierPoint(p.Compute, p.Loss, p.Parameters))
            .ToArray();
        var envelope = ComputeFrontier.LowerEnvelope(candidates);
        foreach (
            var record in new PowerLawRecords(context).Of(
                "C",
                "on the compute frontier: runs that no run of less compute beats; C in FLOP",
                [.. envelope.Select(f => (RunAt(points, f), f.Compute, f.Loss))],
                NextCompute
            )
        )
        {
            yield return record;
        }

        yield return OptimalSize(points, candidates);
    }

    private LawRecord OptimalSize(IReadOnlyList<FinalPoint> points, FrontierPoint[] candidates)
    {
        var hull = ComputeFrontier.ConvexHull(candidates);
        var fitted = PowerRelationFit.OptimalSize(candidates);
        var record = LawRecords.Of(
            context,
            "N_opt(C)",
            "N_opt = k C^a",
            "on the convex hull of the compute frontier; C in FLOP",
            fitted.Fit,
            NamedParameters.Of(fitted, hull.Average(f => Math.Log(f.Compute)))
        ) with
        {
            Observations =
            [
                .. hull.Select(f => new LawPoint(
                        RunAt(points, f),
                        f.Compute,
                        double.NaN,
                        f.Parameters,
                        fitted.Law?.At(f.Compute) ?? double.NaN
                    ))
                    .OrderBy(p => p.Run, StringComparer.Ordinal),
            ],
        };
        var sizes = hull.Select(f => f.Parameters).Distinct().Count();
        return sizes < LeastSizes && record.Status != LawStatus.TooFewRuns
            ? record with
            {
                Status = LawStatus.NotIdentified,
                StatusReason =
                    $"Only {sizes} different sizes lie on the compute frontier; the growth of the optimal size needs {LeastSizes}.",
            }
            : record;
    }

    private static string RunAt(IReadOnlyList<FinalPoint> points, FrontierPoint frontier) =>
        points.First(p => p.Compute == frontier.Compute && p.Loss == frontier.Loss).Run;
}
