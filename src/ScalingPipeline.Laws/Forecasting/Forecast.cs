using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Forecasting;

/// <summary>A forecast loss with its interval; show the label with the number.</summary>
/// <param name="Loss">Point forecast in nats.</param>
/// <param name="Level">Nominal coverage of the interval.</param>
/// <param name="Low">Lower end in nats.</param>
/// <param name="High">Upper end in nats.</param>
/// <param name="Decades">Extrapolation distance h = log10(C/Cmax) beyond the fitted points; 0 inside.</param>
/// <param name="Scale">What the error will be measured against once the run has ended: keep it with the forecast.</param>
/// <param name="Method">How the interval was made.</param>
/// <param name="Calibration">What its level is worth: nominal, or why less.</param>
public sealed record Forecast(
    double Loss,
    double Level,
    double Low,
    double High,
    double Decades,
    ForecastScale Scale,
    string Method,
    string Calibration
)
{
    /// <summary>Half the width on log loss.</summary>
    public double HalfWidth => 0.5 * Elementary.Log(High / Low);

    /// <summary>Whether a measured loss lies in the interval, ends included.</summary>
    public bool Contains(double loss) => loss >= Low && loss <= High;
}
