namespace ScalingPipeline.Laws.Forecasting;

/// <summary>
/// Scored forecasts, from which the quantiles of |log error| / sigma follow: every family has the same weight, within it every data set, within that every origin, so that no large
/// family decides.
/// </summary>
public sealed class ForecastPool
{
    /// <summary>With fewer families of its own an installation keeps the quantiles measured on public ones.</summary>
    public const int LeastFamilies = 10;

    private static readonly double[] Levels = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];

    private readonly double[] scores;
    private readonly double[] weights;

    /// <param name="forecasts">In any order; forecasts that are not finite are left out.</param>
    public ForecastPool(IEnumerable<ScoredForecast> forecasts)
    {
        var finite = forecasts
            .Where(f => double.IsFinite(f.Score))
            .OrderBy(f => f.Score)
            .ThenBy(f => f.Family, StringComparer.Ordinal)
            .ThenBy(f => f.DataSet, StringComparer.Ordinal)
            .ThenBy(f => f.Origin, StringComparer.Ordinal)
            .ToArray();
        var sets = Count(finite.Select(f => (f.Family, f.DataSet)).Distinct(), s => s.Family);
        var origins = Count(
            finite.Select(f => (f.Family, f.DataSet, f.Origin)).Distinct(),
            o => (o.Family, o.DataSet)
        );
        var points = Count(finite, f => (f.Family, f.DataSet, f.Origin));
        Families = sets.Count;
        scores = Array.ConvertAll(finite, f => f.Score);
        weights = Array.ConvertAll(
            finite,
            f =>
                1.0
                / sets[f.Family]
                / origins[(f.Family, f.DataSet)]
                / points[(f.Family, f.DataSet, f.Origin)]
        );
    }

    /// <summary>Families with at least one scored forecast.</summary>
    public int Families { get; }

    /// <summary>Scored forecasts.</summary>
    public int Forecasts => scores.Length;

    /// <summary>The installation's own quantiles with ten families or more, else those measured on public families.</summary>
    public PooledQuantiles Recalibrated() =>
        Families >= LeastFamilies ? Quantiles() : PooledQuantiles.Measured;

    /// <summary>The quantiles of this pool, however few families it has.</summary>
    /// <exception cref="InvalidOperationException">The pool is empty.</exception>
    public PooledQuantiles Quantiles()
    {
        if (scores.Length == 0)
        {
            throw new InvalidOperationException(
                "No forecast has been scored yet: there is nothing to take quantiles of."
            );
        }

        var quantiles = new double[Levels.Length];
        var total = weights.Sum();
        double below = 0;
        for (int level = 0, i = 0; level < Levels.Length; level++)
        {
            while (i < scores.Length - 1 && below + weights[i] < Levels[level] * total)
            {
                below += weights[i++];
            }

            // A tail of few scores repeats its largest: the table must still increase.
            quantiles[level] = Math.Max(
                scores[i],
                level == 0 ? 0 : Math.BitIncrement(quantiles[level - 1])
            );
        }

        return new PooledQuantiles(
            Levels,
            quantiles,
            $"scale recalibrated by {Forecasts} scored forecasts of {Families} families of this installation"
        );
    }

    private static Dictionary<TKey, int> Count<T, TKey>(IEnumerable<T> values, Func<T, TKey> key)
        where TKey : notnull => values.GroupBy(key).ToDictionary(g => g.Key, g => g.Count());
}
