using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="ChinchillaLaw"/> to losses against parameters and tokens.</summary>
public static class ChinchillaFit
{
    /// <summary>E, A, B, alpha and beta (without <c>E</c> when the options leave the floor out).</summary>
    /// <exception cref="ArgumentException">The observations have one variable.</exception>
    public static FittedLaw<ChinchillaLaw> Fit(Observations data, FitOptions options)
    {
        if (!data.HasTwoVariables)
        {
            throw new ArgumentException(
                "L(N, D) needs parameters and tokens; fit one variable with PowerLawFit.",
                nameof(data)
            );
        }

        var (fit, _, _) = AdditiveFit.Run(data, options);
        return fit.Centred is { } centred
            ? new FittedLaw<ChinchillaLaw>(
                LawOf(centred),
                DoublePrecision.Checked(fit with { Parameters = Named(centred) })
            )
            : new FittedLaw<ChinchillaLaw>(null, fit);
    }

    internal static ChinchillaLaw LawOf(CentredParameters centred)
    {
        var theta = centred.Theta();
        return new ChinchillaLaw(
            Elementary.Exp(theta[0]),
            Elementary.Exp(theta[1] + (theta[3] * centred.Centre)),
            Elementary.Exp(theta[2] + (theta[4] * centred.SecondCentre)),
            theta[3],
            theta[4]
        );
    }

    internal static List<ParameterEstimate> Named(CentredParameters centred)
    {
        var law = LawOf(centred);
        var delta = new DeltaMethod(centred);
        var parameters = new List<ParameterEstimate>();
        if (centred.HasFloor)
        {
            parameters.Add(delta.OfLog("E", law.E, [1, 0, 0, 0, 0]));
        }

        parameters.Add(delta.OfLog("A", law.A, [0, 1, 0, centred.Centre, 0]));
        parameters.Add(delta.OfLog("B", law.B, [0, 0, 1, 0, centred.SecondCentre]));
        parameters.Add(delta.Of("alpha", law.Alpha, [0, 0, 0, 1, 0]));
        parameters.Add(delta.Of("beta", law.Beta, [0, 0, 0, 0, 1]));
        return parameters;
    }
}
