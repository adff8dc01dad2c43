using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Charts;

/// <summary>Which legend entries a chart needs: its series, then the states that occur.</summary>
internal static class XyLegend
{
    private const int MostSeries = 12;

    public static IEnumerable<LegendEntry> Entries(XyChartData data)
    {
        foreach (var series in data.Series.Take(MostSeries))
        {
            yield return new LegendEntry(
                series.Name,
                ChartStyle.Series(series.Style),
                series.Style,
                Mark(series)
            );
        }

        if (data.Series.Count > MostSeries)
        {
            var more = $"and {data.Series.Count - MostSeries} more";
            yield return new LegendEntry(more, "bg", 0, LegendMark.Line);
        }

        if (data.Background.Any(b => !b.Alerted))
        {
            yield return new LegendEntry("learning curves", "bg", 0, LegendMark.Line);
        }

        var points = data.Series.SelectMany(s => s.Points).ToList();
        if (data.Series.Any(s => s is { Curve.Count: > 0, IsTentative: true }))
        {
            yield return new LegendEntry("law not identified", "bg", 0, LegendMark.Dashed);
        }

        if (data.Series.Any(s => s.Band.Count > 0))
        {
            yield return new LegendEntry(data.BandName, "s0", 0, LegendMark.Band);
        }

        if (
            data.Background.Any(b => b.Alerted) || points.Exists(p => p.State == PointState.Alerted)
        )
        {
            var mark = data.Background.Any(b => b.Alerted) ? LegendMark.Line : LegendMark.Marker;
            yield return new LegendEntry("run with an open alert", "al", 0, mark);
        }

        if (points.Exists(p => p.State == PointState.Excluded))
        {
            yield return new LegendEntry("left out of the fit", "bg", 0, LegendMark.Hollow);
        }

        if (data.Diagonal)
        {
            yield return new LegendEntry("as predicted", "bg", 0, LegendMark.Dashed);
        }
    }

    private static LegendMark Mark(ChartSeries series) =>
        series.PointsAsLine || series.Points.Count == 0 ? LegendMark.Line
        : series is { Curve.Count: > 0, IsTentative: false } ? LegendMark.MarkerAndLine
        : LegendMark.Marker;
}
