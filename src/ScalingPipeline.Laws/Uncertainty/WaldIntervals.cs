using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Intervals from standard errors, robust against noise that changes with scale (HC3), with Student's t of the spare points; on the log scale for parameters that are positive scales (all but exponents).</summary>
/// <remarks>Quick and symmetric. A floor near zero or an exponent that the data hardly pin down needs <see cref="ProfileIntervals"/>.</remarks>
public static class WaldIntervals
{
    /// <summary>One interval for every parameter of a fit; empty when there were too few points.</summary>
    public static IReadOnlyList<ParameterInterval> Of(Fit fit, double level = 0.9)
    {
        var spare = Math.Max(1, fit.Counted - fit.Parameters.Count);
        var t = Distributions.StudentQuantile(spare, (1 + level) / 2);
        return
        [
            .. Robust(fit)
                .Select(p =>
                    p.Name is "alpha" or "beta"
                        ? new ParameterInterval(
                            p.Name,
                            level,
                            p.Value - (t * p.StandardError),
                            p.Value + (t * p.StandardError)
                        )
                        : new ParameterInterval(
                            p.Name,
                            level,
                            p.Value * Elementary.Exp(-t * p.LogStandardError),
                            p.Value * Elementary.Exp(t * p.LogStandardError)
                        )
                ),
        ];
    }

    /// <summary>The parameters with standard errors that do not assume the same noise at every scale, where the fit has them.</summary>
    internal static IReadOnlyList<ParameterEstimate> Robust(Fit fit)
    {
        if (fit.Centred is not { RobustCovariance: { } covariance } centred)
        {
            return fit.Parameters;
        }

        var robust = centred with { Covariance = covariance };
        return centred.HasSecondTerm ? ChinchillaFit.Named(robust) : PowerLawFit.Named(robust);
    }
}
