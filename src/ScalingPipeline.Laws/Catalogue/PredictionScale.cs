namespace ScalingPipeline.Laws.Catalogue;

/// <summary>
/// The scale of the error of ln L that a fitted law predicts: noise shrunk to 1 %, 3 % for every decade beyond the data, and half the parameter error, widened for few points. The constants
/// were measured on forward forecasts of seven families of runs; around the reporting fit nominal 90 % covered .89.
/// </summary>
internal static class PredictionScale
{
    private const double NoisePrior = 0.01;
    private const double NoisePriorFreedom = 4;
    private const double ErrorPerDecade = 0.03;
    private const double LargestParameterError = 0.5;

    /// <param name="scale">Robust scale of the residuals of ln L.</param>
    /// <param name="freedom">Points less parameters.</param>
    /// <param name="parameterError">Standard error of the prediction from the parameters alone; NaN when unknown.</param>
    /// <param name="decades">Extrapolation distance.</param>
    public static double Sigma(double scale, int freedom, double parameterError, double decades)
    {
        var spare = Math.Max(1, freedom);
        var noise =
            ((NoisePriorFreedom * NoisePrior * NoisePrior) + (spare * scale * scale))
            / (NoisePriorFreedom + spare);
        var parameters = double.IsFinite(parameterError)
            ? Math.Min(LargestParameterError, parameterError)
            : LargestParameterError;
        return (1 + (1.0 / spare))
            * Math.Sqrt(
                noise + Math.Pow(ErrorPerDecade * decades, 2) + (0.25 * parameters * parameters)
            );
    }
}
