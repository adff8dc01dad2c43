using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Planning;

/// <summary>How much data a model size needs, so that more would hardly lower its loss.</summary>
public static class DataNeeded
{
    /// <summary>The noise between seeds, which Kaplan et al. 2020 (section 4.2) take as the limit of overfitting.</summary>
    public const double SeedNoise = 0.02;

    /// <summary>By which share the loss of N parameters after D tokens lies above that of unlimited data: B D^-beta / (E + A N^-alpha).</summary>
    public static double Overfitting(ChinchillaLaw law, double parameters, double tokens) =>
        law.B * Elementary.Pow(tokens, -law.Beta) / Unlimited(law, parameters);

    /// <summary>The tokens at which that share is down to <paramref name="overfitting"/>.</summary>
    public static double Tokens(
        ChinchillaLaw law,
        double parameters,
        double overfitting = SeedNoise
    ) => Elementary.Pow(law.B / (overfitting * Unlimited(law, parameters)), 1 / law.Beta);

    private static double Unlimited(ChinchillaLaw law, double parameters) =>
        law.E + (law.A * Elementary.Pow(parameters, -law.Alpha));
}
