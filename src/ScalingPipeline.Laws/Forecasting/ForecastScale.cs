namespace ScalingPipeline.Laws.Forecasting;

/// <summary>What the error of one forecast is measured against: noise, parameter error and distance, before any quantile.</summary>
/// <param name="Noise">Robust scale s of the fit's residuals, in log loss.</param>
/// <param name="ParameterError">Standard error g of the law itself at the point, by the delta method, at most .5.</param>
/// <param name="Freedom">Points less parameters, at least 1.</param>
/// <param name="Decades">Extrapolation distance h, at least 0.</param>
public readonly record struct ForecastScale(
    double Noise,
    double ParameterError,
    int Freedom,
    double Decades
)
{
    private const double NoisePrior = 0.01;
    private const double NoisePriorFreedom = 4;
    private const double ErrorPerDecade = 0.03;

    /// <summary>sigma of log loss: (1 + 1/dof) sqrt(s~^2 + (.03 h)^2 + (g/2)^2), s~ the noise shrunk to 1 % with the weight of four points.</summary>
    public double Sigma
    {
        get
        {
            var noise =
                ((NoisePriorFreedom * NoisePrior * NoisePrior) + (Freedom * Noise * Noise))
                / (NoisePriorFreedom + Freedom);
            var distance = ErrorPerDecade * Decades;
            return (1 + (1.0 / Freedom))
                * Math.Sqrt(
                    noise + (distance * distance) + (0.25 * ParameterError * ParameterError)
                );
        }
    }
}
