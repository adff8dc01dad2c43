using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>
/// Are the intervals honest? The histogram of where measured losses came to lie in their predictive distributions (Gneiting, Balabdaoui and Raftery 2007,
/// section 3.1): flat when they are, a heap in the middle when they are too wide, at both ends too narrow.
/// </summary>
public static class CalibrationFigure
{
    private const string Title = "Are the forecast intervals honest?";

    /// <summary>With fewer, chance alone makes any picture.</summary>
    private const int Few = 20;

    private const double ChanceLevel = 0.9;

    // The ends of the 90, 80 and 50 % intervals, and the median: where the quantiles of the forecasts are known.
    private static readonly double[] _edges = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1];
    private static readonly double[] _levels = [0.5, 0.8, 0.9, 0.95];

    private static AxisSpec X { get; } =
        new("share of the predictive distribution below the measured loss", Quantity.Plain, false);

    private static AxisSpec Y { get; } = new("relative to a flat histogram", Quantity.Plain, false);

    /// <param name="id">Unique in the page.</param>
    /// <param name="domains">The domains, in their order.</param>
    public static Figure Create(string id, IReadOnlyList<FigureContext> domains)
    {
        var scored = domains.SelectMany(ScoredInterval.Of).ToList();
        var bins = scored.Count == 0 ? [] : Bins(scored);
        var caption = Caption(scored);
        var chart = new HistogramData
        {
            Id = id,
            Title = Title,
            Description = caption,
            X = X,
            Y = Y,
            Bins = bins,
            Reference = 1,
            BarName = "forecasts, with their number",
            ReferenceName = "honest intervals",
            RangeName = $"where chance puts {Percent(ChanceLevel)} of honest ones",
            EmptySentence =
                "No forecast of a healthy run has been scored yet. One is scored when the run it was made for ends.",
        };
        return new Figure(id, Title, caption, Histogram.Draw(chart), Numbers(scored));
    }

    private static List<HistogramBin> Bins(List<ScoredInterval> scored) =>
        [
            .. _edges
                .Zip(_edges.Skip(1))
                .Select(
                    (edge, i) =>
                    {
                        var (from, to) = edge;
                        var count = scored.Count(s =>
                            s.Pit >= from && (s.Pit < to || i == _edges.Length - 2)
                        );
                        var flat = scored.Count * (to - from);
                        var (low, high) = Chance(scored.Count, to - from);
                        return new HistogramBin(
                            from,
                            to,
                            count / flat,
                            low / flat,
                            high / flat,
                            Formatting.Count(count)
                        );
                    }
                ),
        ];

    /// <summary>The central range of the binomial count of n draws that each fall into a bin with probability p.</summary>
    private static (double Low, double High) Chance(int n, double p)
    {
        var tail = (1 - ChanceLevel) / 2;
        var (low, high) = (-1, -1);
        var (probability, sum) = (Math.Pow(1 - p, n), 0.0);
        for (var k = 0; k <= n && high < 0; k++)
        {
            sum += probability;
            low = low < 0 && sum > tail ? k : low;
            high = sum >= 1 - tail ? k : high;
            probability *= (double)(n - k) / (k + 1) * p / (1 - p);
        }

        return (low, high);
    }

    private static string Caption(List<ScoredInterval> scored)
    {
        if (scored.Count == 0)
        {
            return "No forecast of a healthy run has been scored yet.";
        }

        var held = _levels.Skip(1).Select(level => Held(scored, level));
        return $"{VerdictOf(scored)}; {string.Join(", ", held)}. n = {Formatting.Counted(scored.Count, "forecast")} of healthy runs, made from runs of less compute."
            + (
                scored.Count < Few
                    ? ""
                    : " Forecasts made from the same runs err together, so chance makes more than the ranges show."
            );
    }

    /// <summary>By the first of the 50 and 90 % intervals that held more or less than chance allows of honest ones.</summary>
    private static string VerdictOf(List<ScoredInterval> scored)
    {
        var half = Held(scored, 0.5);
        if (scored.Count < Few)
        {
            return $"Too few to tell: {half}";
        }

        foreach (var level in new[] { 0.5, 0.9 })
        {
            var (low, high) = Chance(scored.Count, level);
            var count = scored.Count(s => s.Level <= level);
            if (count < low || count > high)
            {
                return $"{(count < low ? "Too narrow" : "Too wide")}: {Held(scored, level)}{(level > 0.5 ? $", {half}" : "")}";
            }
        }

        return $"Honest, as far as {Formatting.Count(scored.Count)} forecasts tell: {half}";
    }

    private static string Held(List<ScoredInterval> scored, double level) =>
        $"the {Percent(level)} interval held {Percent((double)scored.Count(s => s.Level <= level) / scored.Count)}";

    private static string Percent(double level) =>
        $"{Formatting.Number(100 * level, 2)}{Formatting.ThinSpace}%";

    private static DataTable Numbers(List<ScoredInterval> scored) =>
        new(
            ["run", "domain", "error", "position (0 to 1)", "on the end of the interval of"],
            [
                .. scored
                    .OrderBy(s => s.Pit)
                    .Select<ScoredInterval, IReadOnlyList<string>>(s =>
                        [
                            s.Run.Run,
                            s.Domain,
                            Formatting.Percent(Elementary.Exp(s.Run.Forecast!.LogError!.Value) - 1),
                            Formatting.Number(s.Pit, 2),
                            Percent(s.Level),
                        ]
                    ),
            ]
        );
}
