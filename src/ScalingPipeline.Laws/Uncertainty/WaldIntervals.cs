using MathNet.Numerics.Distributions;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Intervals from standard errors, with Student's t of the spare points; on the log scale for parameters that are positive scales (all but exponents).</summary>
/// <remarks>Quick and symmetric. A floor near zero or an exponent that the data hardly pin down needs <see cref="ProfileIntervals"/>.</remarks>
public static class WaldIntervals
{
    /// <summary>One interval for every parameter of a fit; empty when there were too few points.</summary>
    public static IReadOnlyList<ParameterInterval> Of(Fit fit, double level = 0.9)
    {
        var spare = Math.Max(1, fit.Points - fit.Parameters.Count);
        var t = StudentT.InvCDF(0, 1, spare, (1 + level) / 2);
        return
        [
            .. fit.Parameters.Select(p =>
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
}
