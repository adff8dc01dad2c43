using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits y = (x/x0)^k by ordinary least squares of ln y on ln x.</summary>
public static class PowerRelationFit
{
    private const int LeastPoints = 3;

    /// <summary>N_opt(C) on the convex hull of the compute frontier.</summary>
    public static FittedLaw<PowerRelation> OptimalSize(IEnumerable<FrontierPoint> points)
    {
        var hull = ComputeFrontier.ConvexHull(points);
        return Fit(
            [.. hull.Select(p => p.Compute)],
            [.. hull.Select(p => p.Parameters)],
            "N_opt(C)",
            "points on the compute frontier"
        );
    }

    /// <summary>y against x.</summary>
    /// <param name="x">Positive values.</param>
    /// <param name="y">As many positive values.</param>
    /// <param name="law">The name of the relation, for messages.</param>
    /// <param name="things">What the points are called, for messages.</param>
    public static FittedLaw<PowerRelation> Fit(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        string law,
        string things = "points"
    )
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException(
                $"There are {x.Length} values of x but {y.Length} of y.",
                nameof(y)
            );
        }

        var distinct = x.ToArray().Distinct().Count();
        var fit = new Fit
        {
            Kind = FitKind.Reporting,
            Estimator = "reporting fit: least squares of ln y on ln x",
            Points = x.Length,
            DistinctX = distinct,
            Status = new FitStatus(
                Identification.TooFewPoints,
                $"{law} needs at least {LeastPoints} {things}; there {(distinct == 1 ? "is" : "are")} {distinct}."
            ),
        };
        return distinct < LeastPoints
            ? new FittedLaw<PowerRelation>(null, fit)
            : Solve(x, y, law, things, fit);
    }

    private static FittedLaw<PowerRelation> Solve(
        ReadOnlySpan<double> x,
        ReadOnlySpan<double> y,
        string law,
        string things,
        Fit fit
    )
    {
        var n = x.Length;
        var u = Array.ConvertAll(x.ToArray(), Elementary.Log);
        var v = Array.ConvertAll(y.ToArray(), Elementary.Log);
        double meanU = u.Average(),
            meanV = v.Average();
        var spread = u.Sum(a => (a - meanU) * (a - meanU));
        var slope = u.Zip(v, (a, b) => (a - meanU) * (b - meanV)).Sum() / spread;
        var residuals = u.Zip(v, (a, b) => b - meanV - (slope * (a - meanU))).ToArray();
        var squares = residuals.Sum(r => r * r);
        var variance = squares / (n - 2);
        var slopeError = Math.Sqrt(variance / spread);

        // ln x0 = meanU - meanV/slope: the two are independent.
        var logX0 = meanU - (meanV / slope);
        var turn = meanV * slopeError / (slope * slope);
        var logX0Error = Math.Sqrt((variance / n / (slope * slope)) + (turn * turn));
        var ratio = Elementary.Exp(u.Max() - u.Min());
        return new FittedLaw<PowerRelation>(
            new PowerRelation(Elementary.Exp(logX0), slope),
            fit with
            {
                Exit = ExitReason.Converged,
                GradientNorm = 0,
                Objective = squares,
                Residuals = residuals,
                ResidualRms = Math.Sqrt(squares / n),
                LargestCompute = Elementary.Exp(u.Max()),
                Parameters =
                [
                    new ParameterEstimate(
                        "x0",
                        Elementary.Exp(logX0),
                        Elementary.Exp(logX0) * logX0Error,
                        logX0Error
                    ),
                    new ParameterEstimate("exponent", slope, slopeError, slopeError / slope),
                ],
                Status = Judge(law, things, fit.DistinctX, ratio),
            }
        );
    }

    private static FitStatus Judge(string law, string things, int distinct, double ratio)
    {
        if (ratio < Support.LeastRatio)
        {
            return new FitStatus(
                Identification.NotIdentified,
                $"The {things} span only a factor {ratio:G3}; the exponent of {law} needs at least a factor {Support.LeastRatio}."
            );
        }

        return distinct < IdentificationRules.FirmPoints
            ? new FitStatus(Identification.Provisional, $"Only {distinct} {things} for {law}.")
            : new FitStatus(Identification.Identified, $"{law} rests on {distinct} {things}.");
    }
}
