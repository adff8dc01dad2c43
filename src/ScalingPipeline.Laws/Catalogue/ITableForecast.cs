namespace ScalingPipeline.Laws.Catalogue;

/// <summary>What a law that was fitted to a table forecasts for other rows.</summary>
internal interface ITableForecast
{
    /// <summary>The largest level that an interval is measured at.</summary>
    double LargestLevel { get; }

    /// <summary>The forecast of a row with an interval for a measured loss; null, with the reason, when the law must not be followed there.</summary>
    LossPrediction? At(double[] row, double level, out string? reason);
}
