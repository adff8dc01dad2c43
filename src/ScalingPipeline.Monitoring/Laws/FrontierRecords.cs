using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Laws of the compute frontier: L(C) on the runs that no run of less compute beats, and N_opt(C) on its convex hull.</summary>
internal sealed class FrontierRecords(LawContext context)
{
    private const double NextCompute = 4;
    private const int LeastSizes = 3;
    private const double ComparableCompute = 2;

    public IEnumerable<LawRecord> Of(IReadOnlyList<FinalPoint> points)
    {
        var candidates = Candidates(points);
        var (envelope, oneAxis) = Frontier(points);
        foreach (
            var record in new PowerLawRecords(context).Of(
                "C",
                "on the compute frontier; C in FLOP",
                [.. envelope.Select(f => (PointAt(points, f).Run, f.Compute, f.Loss))],
                NextCompute
            )
        )
        {
            yield return oneAxis is null
                ? record
                : record with
                {
                    Status = LawStatus.NotIdentified,
                    StatusReason = oneAxis,
                    Next = null,
                };
        }

        yield return OptimalSize(points, candidates);
    }

    /// <summary>The runs that no run of less compute beats, and why L(C) on them would be another law under a wrong name; null when it is not.</summary>
    public static (IReadOnlyList<FrontierPoint> Envelope, string? OneAxis) Frontier(
        IReadOnlyList<FinalPoint> points
    )
    {
        var envelope = ComputeFrontier.LowerEnvelope(Candidates(points));
        return (envelope, WhyOneAxis([.. envelope.Select(f => PointAt(points, f))]));
    }

    private static FrontierPoint[] Candidates(IReadOnlyList<FinalPoint> points) =>
        [.. points.Select(p => new FrontierPoint(p.Compute, p.Loss, p.Parameters))];

    private LawRecord OptimalSize(IReadOnlyList<FinalPoint> points, FrontierPoint[] candidates)
    {
        var hull = ComputeFrontier.ConvexHull(candidates);
        var fitted = PowerRelationFit.OptimalSize(candidates);
        var record = LawRecords.Of(
            context,
            "N_opt(C)",
            "N_opt = k C^a",
            "on the frontier's convex hull; C in FLOP",
            fitted.Fit,
            NamedParameters.Of(fitted, hull.Average(f => Elementary.Log(f.Compute)))
        ) with
        {
            Observations =
            [
                .. hull.Select(f => new LawPoint(
                        PointAt(points, f).Run,
                        f.Compute,
                        double.NaN,
                        f.Parameters,
                        fitted.Law?.At(f.Compute) ?? double.NaN
                    ))
                    .OrderBy(p => p.Run, StringComparer.Ordinal),
            ],
        };
        return record.Status != LawStatus.TooFewRuns && NotAnOptimum(points, hull) is { } reason
            ? record with
            {
                Status = LawStatus.NotIdentified,
                StatusReason = reason,
            }
            : record;
    }

    private static string? WhyOneAxis(IReadOnlyList<FinalPoint> frontier)
    {
        if (frontier.Select(p => p.Tokens).Distinct().Count() == 1)
        {
            return "All runs of the compute frontier have seen the same number of tokens: this is L(N) under another name, not what the compute can reach.";
        }

        return frontier.Select(p => p.Parameters).Distinct().Count() == 1
            ? "All runs of the compute frontier have the same size: this is L(D) under another name, not what the compute can reach."
            : null;
    }

    /// <summary>
    /// A size is the best for its compute only where a smaller and a larger one were trained with comparable compute; elsewhere the
    /// frontier shows which runs were made, not which are best. Null when enough sizes on the hull are bracketed so.
    /// </summary>
    private static string? NotAnOptimum(
        IReadOnlyList<FinalPoint> points,
        IReadOnlyList<FrontierPoint> hull
    )
    {
        var bracketed = hull.Where(f =>
                points.Any(p => Comparable(p, f) && p.Parameters < f.Parameters)
                && points.Any(p => Comparable(p, f) && p.Parameters > f.Parameters)
            )
            .Select(f => f.Parameters)
            .Distinct()
            .Count();
        return bracketed < LeastSizes
            ? $"{(bracketed == 0 ? "None" : $"Only {bracketed}")} of the sizes on the compute frontier {(bracketed == 1 ? "has" : "have")} both a smaller and a larger neighbour trained with comparable compute (within a factor {ComparableCompute}); the growth of the optimal size needs {LeastSizes}."
            : null;
    }

    private static bool Comparable(FinalPoint point, FrontierPoint frontier) =>
        point.Compute >= frontier.Compute / ComparableCompute
        && point.Compute <= frontier.Compute * ComparableCompute;

    private static FinalPoint PointAt(IReadOnlyList<FinalPoint> points, FrontierPoint frontier) =>
        points.First(p => p.Compute == frontier.Compute && p.Loss == frontier.Loss);
}
