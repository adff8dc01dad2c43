using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Frontier;

/// <summary>
/// Approach 3 of Hoffmann et al. 2022 (arXiv 2203.15556, section 3.3): N_opt = G (C/6)^a and D_opt = (C/6)^b / G of a fitted L(N, D), with the
/// standard errors that follow from the covariance of its parameters.
/// </summary>
public static class ParametricFrontier
{
    /// <summary>Both relations; their status is that of the fit.</summary>
    public static ComputeOptimum Of(FittedLaw<ChinchillaLaw> fitted)
    {
        if (fitted.Law is not { } law || fitted.Fit.Centred is not { } centred)
        {
            var none = new FittedLaw<PowerRelation>(null, fitted.Fit with { Parameters = [] });
            return new ComputeOptimum(none, none, [], []);
        }

        return new ComputeOptimum(
            Relation(law, centred, fitted.Fit, size: true),
            Relation(law, centred, fitted.Fit, size: false),
            [],
            []
        );
    }

    /// <summary>L(C) = E + K C^-gamma, the least loss for a compute: gamma = alpha beta / (alpha + beta).</summary>
    public static PowerLaw Frontier(ChinchillaLaw law)
    {
        var gamma = law.Alpha * law.Beta / (law.Alpha + law.Beta);
        var reducible = law.FrontierLoss(1) - law.E;
        return new PowerLaw(law.E, Elementary.Pow(reducible, 1 / gamma), gamma);
    }

    private static FittedLaw<PowerRelation> Relation(
        ChinchillaLaw law,
        CentredParameters centred,
        Fit fit,
        bool size
    )
    {
        double alpha = law.Alpha,
            beta = law.Beta,
            sum = alpha + beta,
            exponent = size ? law.ParameterAllocation : law.TokenAllocation,
            logG = Elementary.Log(law.AllocationPrefactor),
            sign = size ? 1 : -1;

        // ln G = (ln alpha - ln beta + a - b + alpha c_N - beta c_D) / (alpha + beta), in the kernel's order e, a, b, alpha, beta.
        double[] gradientG =
        [
            0,
            1 / sum,
            -1 / sum,
            ((1 / alpha) + centred.Centre - logG) / sum,
            ((-1 / beta) - centred.SecondCentre - logG) / sum,
        ];
        double[] gradientA = [0, 0, 0, -beta / (sum * sum), alpha / (sum * sum)];

        // (C/x0)^k: ln x0 = ln 6 - (+-ln G) / k.
        var logX0 =
            Elementary.Log(TrainingCompute.FlopPerParameterToken) - (sign * logG / exponent);
        var gradientX0 = new double[5];
        for (var i = 0; i < 5; i++)
        {
            gradientX0[i] =
                sign
                * (
                    (-gradientG[i] / exponent)
                    + (logG * sign * gradientA[i] / (exponent * exponent))
                );
        }

        var delta = new DeltaMethod(centred);
        return new FittedLaw<PowerRelation>(
            new PowerRelation(Elementary.Exp(logX0), exponent),
            fit with
            {
                Parameters =
                [
                    delta.OfLog("x0", Elementary.Exp(logX0), gradientX0),
                    delta.Of("exponent", exponent, Array.ConvertAll(gradientA, g => sign * g)),
                ],
            }
        );
    }
}
