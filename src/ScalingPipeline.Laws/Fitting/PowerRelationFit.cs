using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits y = (x/x0)^k by ordinary least squares of ln y on ln x.</summary>
public static class PowerRelationFit
{
    private const int LeastPoints = 3;

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
        var counted = x.ToArray().Zip(y.ToArray()).Distinct().Count();
        var fit = new Fit
        {
            Kind = FitKind.Reporting,
            Estimator = "reporting fit: least squares of ln y on ln x",
            Points = x.Length,
            Counted = counted,
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
        int n = x.Length,
            counted = fit.Counted;
        var u = Array.ConvertAll(x.ToArray(), Elementary.Log);
        var v = Array.ConvertAll(y.ToArray(), Elementary.Log);
        double meanU = u.Average(),
            meanV = v.Average();
        var spread = u.Sum(a => (a - meanU) * (a - meanU));
        var slope = u.Zip(v, (a, b) => (a - meanU) * (b - meanV)).Sum() / spread;
        var residuals = u.Zip(v, (a, b) => b - meanV - (slope * (a - meanU))).ToArray();
        var squares = residuals.Sum(r => r * r);
        var variance = squares / (counted - 2);

        // ln x0 = meanU - meanV/slope: meanV and the slope are independent.
        var logX0 = meanU - (meanV / slope);
        var turn = meanV / (slope * slope);
        var slopeVariance = variance / spread;
        var ratio = Elementary.Exp(u.Max() - u.Min());
        return WithCovariance(
            new FittedLaw<PowerRelation>(
                new PowerRelation(Elementary.Exp(logX0), slope),
                fit with
                {
                    Exit = ExitReason.Converged,
                    GradientNorm = 0,
                    Objective = squares,
                    Residuals = residuals,
                    ResidualRms = Math.Sqrt(squares / n),
                    LargestCompute = Elementary.Exp(u.Max()),
                    Status = Judge(law, things, fit.DistinctX, ratio),
                }
            ),
            (variance / n / (slope * slope)) + (turn * turn * slopeVariance),
            turn * slopeVariance,
            slopeVariance
        );
    }

    /// <summary>A relation with the standard errors that follow from the covariance of ln x0 and the exponent.</summary>
    internal static FittedLaw<PowerRelation> WithCovariance(
        FittedLaw<PowerRelation> fitted,
        double logX0,
        double cross,
        double exponent
    )
    {
        var (x0, k) = (fitted.Law!.Value.X0, fitted.Law.Value.Exponent);
        var (logX0Error, exponentError) = (Math.Sqrt(logX0), Math.Sqrt(exponent));
        return fitted with
        {
            Fit = fitted.Fit with
            {
                Parameters =
                [
                    new ParameterEstimate("x0", x0, x0 * logX0Error, logX0Error),
                    new ParameterEstimate("exponent", k, exponentError, exponentError / k),
                ],
                Covariance = [x0 * x0 * logX0, x0 * cross, x0 * cross, exponent],
            },
        };
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
