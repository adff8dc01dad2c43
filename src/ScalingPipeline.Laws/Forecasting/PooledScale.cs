using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forecasting;

/// <summary>
/// The error of a forecast as seen over seven families of runs: noise shrunk to 1 %, 3 % for every decade beyond the data, and half the parameter error.
/// Parameter uncertainty is the small part: the law itself is wrong by a few percent per decade.
/// </summary>
/// <remarks>The constants .01, .03 and 1/2 were chosen while looking at all seven families; only the quantiles on top of them are leave-one-family-out.</remarks>
internal static class PooledScale
{
    private const double LargestParameterError = 0.5;

    /// <summary>The scale at x, or at (N, D), with the extrapolation distance in decades.</summary>
    public static ForecastScale Of(Fit fit, double logX, double logSecondX, double decades)
    {
        var centred = fit.Centred!;
        var error = ParameterError(fit, centred, logX, logSecondX);
        return Of(fit, error, centred.Values.Count, decades);
    }

    /// <summary>The scale of a law with that standard error of ln L from its parameters; NaN is taken for the largest.</summary>
    public static ForecastScale Of(
        Fit fit,
        double parameterError,
        int parameters,
        double decades
    ) =>
        new(
            fit.Scale,
            double.IsNaN(parameterError)
                ? LargestParameterError
                : Math.Min(LargestParameterError, parameterError),
            Math.Max(1, fit.Counted - parameters),
            decades
        );

    /// <summary>g = s sqrt(gradient' (J'WJ + s^2/.15^2 on the exponents)^-1 gradient).</summary>
    private static double ParameterError(
        Fit fit,
        CentredParameters centred,
        double logX,
        double logSecondX
    )
    {
        var free = centred.Form.Free;
        var p = free.Length;
        var gradient = new double[AdditiveKernel.Size];
        AdditiveKernel.Gradient(
            centred.Theta(),
            logX - centred.Centre,
            centred.HasSecondTerm ? logSecondX - centred.SecondCentre : 0,
            gradient
        );
        var matrix = centred.Information.ToArray();
        var precision = fit.Scale / ForecastWeights.PriorDeviation;
        for (var k = 0; k < p; k++)
        {
            if (free[k] >= 3)
            {
                matrix[(k * p) + k] += precision * precision;
            }
        }

        if (SmallCholesky.Invert(matrix, p) is not { } inverse)
        {
            return double.NaN;
        }

        var variance = 0.0;
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                variance += gradient[free[i]] * inverse[(i * p) + j] * gradient[free[j]];
            }
        }

        return fit.Scale * Math.Sqrt(Math.Max(0, variance));
    }
}
