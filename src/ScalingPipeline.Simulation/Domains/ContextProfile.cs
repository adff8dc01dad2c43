using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Simulation.Domains;

/// <summary>
/// How a run's loss is spread over the context positions t = 1 .. n: 1 + amplitude t^-p, divided by its own mean, so that the mean over
/// positions is the loss of the run. Text follows a power law plus constant (Kaplan et al. 2020, Figure 20); images do not: they are hardest at the
/// first pixels and near the centre (Henighan et al. 2020), for which <see cref="CentreRise"/> stands.
/// </summary>
/// <param name="Exponent">p.</param>
/// <param name="Amplitude">c / L_inf of L(t) = L_inf + c t^-p.</param>
/// <param name="CentreRise">Relative rise in the middle of the window; 0 for text.</param>
public sealed record ContextProfile(double Exponent, double Amplitude, double CentreRise = 0)
{
    /// <summary>The factor of every position, first position first; their mean is 1.</summary>
    public double[] FactorsOver(int length)
    {
        var factors = new double[length];
        var total = 0.0;
        for (var index = 0; index < length; index++)
        {
            var fromCentre = ((2.0 * index) + 1 - length) / length;
            factors[index] =
                1
                + (Amplitude * Elementary.Pow(index + 1, -Exponent))
                + (CentreRise * (1 - (fromCentre * fromCentre)));
            total += factors[index];
        }

        for (var index = 0; index < length; index++)
        {
            factors[index] *= length / total;
        }

        return factors;
    }
}
