using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>
/// The quantiles with which each family is forecast: of the scored forecasts of all other families of the installation once those are
/// <see cref="ForecastPool.LeastFamilies"/>, else the ones measured on public families.
/// </summary>
/// <remarks>A family's own scores stay out, so that no forecast is judged by a table that knows how it came out; they count in <see cref="InnerScores"/>.</remarks>
/// <param name="scored">The scored forecasts of every domain, in any order.</param>
public sealed class ForecastCalibration(IEnumerable<ScoredForecast> scored)
{
    private readonly ScoredForecast[] _scored = [.. scored];

    /// <summary>Nothing is scored yet.</summary>
    public static ForecastCalibration Public { get; } = new([]);

    /// <summary>The forecaster of one family.</summary>
    public Forecaster Forecaster(string domain, string family) => new(Quantiles(domain, family));

    /// <summary>The families of a domain whose quantiles are the installation's own, ordered by name.</summary>
    public IReadOnlyList<FamilyCalibration> Of(string domain, IEnumerable<string> families) =>
        [
            .. from family in families
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
            let quantiles = Quantiles(domain, family)
            where !ReferenceEquals(quantiles, PooledQuantiles.Measured)
            select new FamilyCalibration(
                family,
                quantiles.Basis,
                quantiles.Levels,
                quantiles.Values
            ),
        ];

    internal static string Name(string domain, string family) => $"{domain}/{family}";

    private PooledQuantiles Quantiles(string domain, string family)
    {
        var name = Name(domain, family);
        var others = _scored.Where(s => !string.Equals(s.Family, name, StringComparison.Ordinal));
        return new ForecastPool(others).Recalibrated();
    }
}
