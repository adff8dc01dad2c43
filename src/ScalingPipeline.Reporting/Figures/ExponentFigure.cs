using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>The scaling exponents of every domain, family and law with their intervals, side by side.</summary>
public static class ExponentFigure
{
    private const string Title = "Scaling exponents";
    private const int MostRows = 40;

    private static readonly string[] _exponents = ["alpha", "beta", "a"];

    private static AxisSpec Axis { get; } = new("scaling exponent", Quantity.Plain, false);

    /// <param name="id">Unique in the page.</param>
    /// <param name="domains">The domains, in their order.</param>
    public static Figure Create(string id, IReadOnlyList<FigureContext> domains)
    {
        var rows = domains
            .SelectMany((context, i) => context.Domain.Analysis.Laws.SelectMany(l => Rows(l, i)))
            .Where(r => double.IsFinite(r.Value))
            .ToList();
        var caption =
            "Exponents of the reporting fits, comparable with published ones; bars are their intervals, hollow markers are not identified."
            + (rows.Count > MostRows ? $" The first {MostRows} of {rows.Count}." : "");
        var chart = new RowChartData
        {
            Id = id,
            Title = Title,
            Description = caption,
            X = Axis,
            Rows = [.. rows.Take(MostRows)],
            IntervalName = "interval",
            EmptySentence = "No law has been fitted yet, so there is no exponent to compare.",
        };
        var numbers = new DataTable(
            ["domain, family, law", "exponent", "interval"],
            [
                .. rows.Select<ChartRow, IReadOnlyList<string>>(r =>
                    [r.Name, r.Text, r.Low < r.High ? Formatting.Range(r.Low, r.High) : "–"]
                ),
            ]
        );
        return new Figure(id, Title, caption, RowChart.Draw(chart), numbers);
    }

    private static IEnumerable<ChartRow> Rows(LawRecord law, int style)
    {
        if (
            !string.Equals(law.Fit, "reporting", StringComparison.Ordinal)
            || !LawWords.IsUsable(law)
        )
        {
            yield break;
        }

        foreach (var name in _exponents)
        {
            if (!law.Parameters.TryGetValue(name, out var value))
            {
                continue;
            }

            var interval = law.Intervals.GetValueOrDefault(name);
            yield return new ChartRow
            {
                Name = $"{law.Domain} · {law.Family} · {law.Law} {(LawWords.Symbol(name))}",
                Value = value,
                Low = interval?.Low ?? double.NaN,
                High = interval?.High ?? double.NaN,
                State = law.Status.IsUsable() ? PointState.Normal : PointState.Excluded,
                Style = style,
                Text = Formatting.WithError(
                    value,
                    law.StandardErrors.GetValueOrDefault(name, double.NaN)
                ),
            };
        }
    }
}
