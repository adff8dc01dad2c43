using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>Law records as a refit would leave them, made from the formula that the runs follow.</summary>
internal static class SampleLaws
{
    public static IEnumerable<LawRecord> Of(
        DomainSnapshot snapshot,
        double alpha,
        Func<double, double, double, double> loss
    )
    {
        var finals = snapshot
            .Runs.Select(r =>
                (Run: r, Last: r.EvaluationsOn(snapshot.EvaluationSet).LastOrDefault())
            )
            .Where(p => p.Last is not null)
            .ToList();
        if (finals.Count == 0)
        {
            yield break;
        }

        var d = (double)finals[0].Run.TokensAt(finals[0].Last!.Step)!;
        var excluded = finals.Count > 4 ? finals.Skip(finals.Count / 2).Take(1).ToList() : [];
        var fitted = finals.Except(excluded).ToList();
        var floor = loss(double.PositiveInfinity, d, alpha);
        var bySize = fitted
            .Select(p => new LawPoint(
                p.Run.Name,
                p.Run.Metadata.Parameters,
                double.NaN,
                p.Last!.All.Mean.Value,
                loss(p.Run.Metadata.Parameters, d, alpha)
            ))
            .ToList();
        var status = fitted.Count > 4 ? LawStatus.Identified : LawStatus.TooFewRuns;
        var next = fitted[^1].Run.Metadata.Parameters * 3.4;
        foreach (var fit in new[] { "forecast", "reporting" })
        {
            yield return Law(snapshot, "L(N)", fit, bySize, alpha) with
            {
                Condition = "D = 5.24M tokens",
                Formula = "L(N) = L_inf + (N0/N)^alpha",
                Parameters = Parameters(("L_inf", floor), ("N0", 1800), ("alpha", alpha)),
                StandardErrors = Parameters(("L_inf", 0.0213), ("N0", 140), ("alpha", 0.0052)),
                Status = status,
                StatusReason =
                    status == LawStatus.Identified ? null : "3 parameters and fewer than 5 runs.",
                Excluded =
                [
                    .. excluded.Select(e => new ExcludedRun(
                        e.Run.Name,
                        "Its learning rate was declared as a test."
                    )),
                ],
                Next =
                    fit == "forecast" && status == LawStatus.Identified
                        ? new LawForecast(
                            next,
                            double.NaN,
                            loss(next, d, alpha),
                            new Interval(
                                0.9,
                                loss(next, d, alpha) * 0.96,
                                loss(next, d, alpha) * 1.03
                            ),
                            Math.Log10(3.4),
                            "pooled scale times the family's conformal scale, 9 scored forecasts"
                        )
                        : null,
            };
        }

        yield return Frontier(snapshot, bySize, d, alpha, floor);
        yield return Law(snapshot, "N_opt(C)", "reporting", Optimal(), 0.7) with
        {
            Formula = "N_opt(C) = k C^a",
            Parameters = Parameters(("k", 1.2e-5), ("a", 0.7)),
            Status = LawStatus.Provisional,
            StatusReason = "Only four sizes cross.",
        };
    }

    /// <summary>At one D, L(C) is L(N) with C = 6 N D.</summary>
    private static LawRecord Frontier(
        DomainSnapshot snapshot,
        List<LawPoint> bySize,
        double tokens,
        double alpha,
        double floor
    )
    {
        var points = bySize.ConvertAll(p => p with { X = TrainingCompute.Flops(p.X, tokens) });
        return Law(snapshot, "L(C)", "reporting", points, alpha) with
        {
            Formula = "L(C) = L_inf + (C0/C)^alpha",
            Parameters = Parameters(
                ("L_inf", floor),
                ("C0", TrainingCompute.Flops(1800, tokens)),
                ("alpha", alpha)
            ),
            StandardErrors = Parameters(("L_inf", 0.04), ("C0", 5e9), ("alpha", 0.012)),
            Status = LawStatus.Provisional,
            StatusReason = "The frontier rests on few sizes.",
        };
    }

    private static List<LawPoint> Optimal() =>
        [
            .. Enumerable
                .Range(0, 5)
                .Select(i => 1e10 * Math.Pow(4, i))
                .Select(c => new LawPoint(
                    $"{c:0e0}",
                    c,
                    double.NaN,
                    1.2e-5 * Math.Pow(c, 0.7),
                    1.2e-5 * Math.Pow(c, 0.7)
                )),
        ];

    private static LawRecord Law(
        DomainSnapshot snapshot,
        string law,
        string fit,
        List<LawPoint> points,
        double alpha
    ) =>
        new()
        {
            Domain = snapshot.Domain,
            Family = snapshot.Runs[0].Metadata.Family,
            Law = law,
            Fit = fit,
            Formula = "",
            Parameters = Parameters(("alpha", alpha)),
            StandardErrors = Parameters(),
            Intervals = new Dictionary<string, Interval>(StringComparer.Ordinal)
            {
                ["alpha"] = new(0.95, alpha * 0.94, alpha * 1.07),
            },
            Covariance = [],
            Points = points.Count,
            Excluded = [],
            Status = LawStatus.Identified,
            Objective = 1.5e-5,
            Estimator = "sum of squared residuals of ln L, unweighted",
            ExitReason = "gradient below tolerance",
            GradientNorm = 1e-12,
            Snapshot = snapshot.Hash,
            CodeVersion = "0.1.0+test",
            Observations = points,
        };

    private static Dictionary<string, double> Parameters(
        params (string Name, double Value)[] all
    ) => all.ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal);
}
