using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="PowerLaw"/> to losses against one variable.</summary>
public static class PowerLawFit
{
    /// <summary>L_inf, x0 and alpha (without <c>L_inf</c> when the options leave the floor out).</summary>
    /// <exception cref="ArgumentException">The observations have two variables.</exception>
    public static FittedLaw<PowerLaw> Fit(Observations data, FitOptions options)
    {
        if (data.HasTwoVariables)
        {
            throw new ArgumentException(
                "A power law has one variable; fit L(N, D) with ChinchillaFit.",
                nameof(data)
            );
        }

        var (fit, _, _) = AdditiveFit.Run(data, options);
        return fit.Centred is { } centred
            ? new FittedLaw<PowerLaw>(
                LawOf(centred),
                DoublePrecision.Checked(fit with { Parameters = Named(centred) })
            )
            : new FittedLaw<PowerLaw>(null, fit);
    }

    internal static PowerLaw LawOf(CentredParameters centred)
    {
        var theta = centred.Theta();
        return new PowerLaw(
            Elementary.Exp(theta[0]),
            Elementary.Exp((theta[1] / theta[3]) + centred.Centre),
            theta[3]
        );
    }

    internal static List<ParameterEstimate> Named(CentredParameters centred)
    {
        var law = LawOf(centred);
        var theta = centred.Theta();
        var delta = new DeltaMethod(centred);
        var parameters = new List<ParameterEstimate>();
        if (centred.HasFloor)
        {
            parameters.Add(delta.OfLog("L_inf", law.LInf, [1, 0, 0, 0, 0]));
        }

        // ln x0 = a/alpha + centre
        parameters.Add(
            delta.OfLog("x0", law.X0, [0, 1 / theta[3], 0, -theta[1] / (theta[3] * theta[3]), 0])
        );
        parameters.Add(delta.Of("alpha", law.Alpha, [0, 0, 0, 1, 0]));
        return parameters;
    }
}
