using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>
/// L(t) = L_inf + (t0/t)^alpha through the losses of one evaluation by context position: least squares of ln L, every range of positions weighted by
/// its measured standard error, and the residuals tested against these errors.
/// </summary>
/// <param name="Bins">What was fitted.</param>
/// <param name="Fitted">Law and status.</param>
/// <param name="ChiSquare">Sum of (residual / standard error)^2 in ln L; NaN where the errors are not known.</param>
public sealed record PositionFit(
    IReadOnlyList<PositionBin> Bins,
    FittedLaw<PowerLaw> Fitted,
    double ChiSquare
)
{
    private const int Parameters = 3;
    private const double Level = 0.001;

    /// <summary>Smaller residuals tell nothing of the law, however well they are measured.</summary>
    private const double LeastResidual = 0.02;

    public bool IsUsable => Fitted.Law is not null && Fitted.Fit.Status.IsUsable;

    /// <summary>The residuals that the law has to spare.</summary>
    public int Freedom => Bins.Count - Parameters;

    /// <param name="buckets">As in <see cref="Runs.Positions.PositionProfile.Buckets"/>.</param>
    public static PositionFit Of(IReadOnlyList<LossStatistics> buckets)
    {
        var bins = PositionBin.Of(buckets);
        var errors = bins.Select(b => b.StandardError / b.Loss).ToArray();
        var measured = errors.All(e => e > 0 && double.IsFinite(e));
        var fitted = PowerLawFit.Fit(
            Observations.OfOne(
                "t",
                [.. bins.Select(b => b.At)],
                [.. bins.Select(b => b.Loss)],
                measured ? Weights(errors) : default
            ),
            FitOptions.LeastSquares
        );
        var chi = measured
            ? fitted
                .Fit.Residuals.Zip(errors, (residual, error) => residual / error)
                .Sum(z => z * z)
            : double.NaN;
        var fit = new PositionFit(bins, fitted, chi);
        return fit.IsBeyondItsErrors() ? fit.Refused() : fit;
    }

    /// <summary>Inverse variances, one on average.</summary>
    private static double[] Weights(double[] errors)
    {
        var inverse = Array.ConvertAll(errors, e => 1 / (e * e));
        var mean = inverse.Length == 0 ? 1 : inverse.Average();
        return Array.ConvertAll(inverse, w => w / mean);
    }

    private bool IsBeyondItsErrors() =>
        IsUsable
        && Freedom > 0
        && Fitted.Fit.ResidualRms > LeastResidual
        && Distributions.ChiSquareTail(Freedom, ChiSquare) < Level;

    private PositionFit Refused() =>
        this with
        {
            Fitted = Fitted with
            {
                Fit = Fitted.Fit with
                {
                    Status = new FitStatus(
                        Identification.PoorFit,
                        $"The points do not follow a power law: their residuals are beyond the measured standard errors (chi-square {ChiSquare:F0} for {Freedom} degrees of freedom)."
                    ),
                },
            },
        };
}
