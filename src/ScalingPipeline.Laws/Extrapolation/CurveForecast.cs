namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>A forecast of a learning curve with its interval; show the label with the number.</summary>
/// <param name="Loss">Point forecast, in the unit of the curve.</param>
/// <param name="Level">Nominal coverage.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Decades">log10(x/xmax); 0 inside the data.</param>
/// <param name="Calibration">What the level is worth: nominal, or why less.</param>
public sealed record CurveForecast(
    double Loss,
    double Level,
    double Low,
    double High,
    double Decades,
    string Calibration
);
