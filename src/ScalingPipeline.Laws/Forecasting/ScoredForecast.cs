namespace ScalingPipeline.Laws.Forecasting;

/// <summary>A past forecast whose run has ended.</summary>
/// <param name="Family">Domain and family of the law.</param>
/// <param name="DataSet">What was fitted within the family: an evaluation set, a law.</param>
/// <param name="Origin">Which fit the forecast came from, such as its night; forecasts of one origin share a sign, so an origin counts once.</param>
/// <param name="LogError">ln of the measured loss over the forecast.</param>
/// <param name="Scale">What the forecast knew of its error.</param>
public sealed record ScoredForecast(
    string Family,
    string DataSet,
    string Origin,
    double LogError,
    ForecastScale Scale
)
{
    /// <summary>|log error| in units of the scale.</summary>
    public double Score => Math.Abs(LogError) / Scale.Sigma;
}
