using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>What one kind of interval did at one level, on the mean of some cells.</summary>
internal sealed record IntervalScore(double Coverage, double Width, double Score)
{
    /// <summary>Coverage, width and interval score (Gneiting and Raftery 2007: width + 2/(1-level) times the distance missed) of half-widths around zero error.</summary>
    public static IntervalScore Of(
        IEnumerable<(double Error, double Low, double High)> points,
        double level
    )
    {
        double covered = 0,
            width = 0,
            missed = 0,
            count = 0;
        foreach (var (error, low, high) in points)
        {
            covered += error >= low && error <= high ? 1 : 0;
            width += high - low;
            missed += Math.Max(0, Math.Max(low - error, error - high));
            count++;
        }

        return new IntervalScore(
            covered / count,
            width / count,
            (width + (2 / (1 - level) * missed)) / count
        );
    }

    public static IntervalScore Mean(IEnumerable<IntervalScore> scores)
    {
        var all = scores.ToArray();
        return new IntervalScore(
            all.Average(s => s.Coverage),
            all.Average(s => s.Width),
            all.Average(s => s.Score)
        );
    }
}

/// <summary>
/// Intervals over seven families, each judged with quantiles from the others: cells are averaged within a family, families among each other, so that no
/// large family dominates.
/// </summary>
internal sealed class Calibration
{
    private readonly Dictionary<string, PooledQuantiles> without;

    public Calibration(IReadOnlyList<ForecastCell> cells)
    {
        Cells = cells;
        without = RunFamilies.Names.ToDictionary(
            name => name,
            name =>
                new ForecastPool(
                    cells.Where(c => !SameSource(c.Family, name)).SelectMany(c => c.Points)
                ).Quantiles()
        );
    }

    public IReadOnlyList<ForecastCell> Cells { get; }

    /// <param name="refused">Whether origins count whose fit the library refuses.</param>
    public static Calibration Measure(bool refused) =>
        new([
            .. RunFamilies
                .Load()
                .SelectMany(set => set.Cuts().Select(cut => ForecastCell.Of(set, cut)))
                .Where(cell => refused || !cell.Refused),
        ]);

    /// <summary>The quantiles of all cells together: what the library ships.</summary>
    public PooledQuantiles All() => new ForecastPool(Cells.SelectMany(c => c.Points)).Quantiles();

    /// <summary>The quantiles that judge a family: of all cells but those from its source.</summary>
    public PooledQuantiles Without(string family) => without[family];

    /// <summary>One family at one level, by the pooled scale and, where they are enough, the family's own scores.</summary>
    public IntervalScore Of(string family, double level, Func<ForecastCell, bool>? where = null) =>
        IntervalScore.Mean(
            Cells
                .Where(c => c.Family == family && (where?.Invoke(c) ?? true))
                .Select(c => Of(c, level))
        );

    public IntervalScore Of(ForecastCell cell, double level)
    {
        var q = without[cell.Family].At(level);
        return IntervalScore.Of(
            cell.Points.Select(p =>
            {
                var half = q * p.Scale.Sigma;
                if (cell.Scores.AreEnough)
                {
                    half = cell.Scores.Combine(half, level, p.Scale.Decades);
                }

                return (p.LogError, -half, half);
            }),
            level
        );
    }

    public IntervalScore Bootstrap(string family, double level) =>
        IntervalScore.Mean(
            Cells
                .Where(c => c.Family == family)
                .Select(c =>
                    IntervalScore.Of(
                        c.Points.Zip(
                            c.Bootstrapped(level),
                            (p, band) => (p.LogError, band.Low, band.High)
                        ),
                        level
                    )
                )
        );

    /// <summary>Both routing families are the same runs.</summary>
    private static bool SameSource(string left, string right) =>
        left.Split(' ')[0] == right.Split(' ')[0];
}
