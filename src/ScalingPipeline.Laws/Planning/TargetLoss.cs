using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Planning;

/// <summary>What it would take to reach a loss.</summary>
public static class TargetLoss
{
    /// <summary>
    /// The cheapest model that reaches a loss under L(N, D): with R = L - E, A N^-alpha = R beta/(alpha + beta) and B D^-beta = R alpha/(alpha + beta), from alpha A N^-alpha = beta B D^-beta
    /// at the optimum (Hoffmann et al. 2022, appendix A). Null when the loss lies at or below the irreducible loss.
    /// </summary>
    public static OptimalPlan? Cheapest(ChinchillaLaw law, double loss)
    {
        var reducible = loss - law.E;
        if (!(reducible > 0))
        {
            return null;
        }

        var sum = law.Alpha + law.Beta;
        var parameters = Elementary.Pow(law.A * sum / (law.Beta * reducible), 1 / law.Alpha);
        var tokens = Elementary.Pow(law.B * sum / (law.Alpha * reducible), 1 / law.Beta);
        return new OptimalPlan(parameters, tokens, TrainingCompute.Flops(parameters, tokens));
    }

    /// <summary>The tokens with which N parameters reach a loss; null when no amount of data does.</summary>
    public static double? TokensFor(ChinchillaLaw law, double parameters, double loss)
    {
        var left = loss - law.E - (law.A * Elementary.Pow(parameters, -law.Alpha));
        return left > 0 ? Elementary.Pow(law.B / left, 1 / law.Beta) : null;
    }

    /// <summary>The parameters that reach a loss with D tokens; null when no size does.</summary>
    public static double? ParametersFor(ChinchillaLaw law, double tokens, double loss)
    {
        var left = loss - law.E - (law.B * Elementary.Pow(tokens, -law.Beta));
        return left > 0 ? Elementary.Pow(law.A / left, 1 / law.Alpha) : null;
    }
}

/// <summary>A size, an amount of data and what they cost.</summary>
/// <param name="Parameters">N.</param>
/// <param name="Tokens">D.</param>
/// <param name="Compute">C = 6 N D in FLOP.</param>
public readonly record struct OptimalPlan(double Parameters, double Tokens, double Compute);
