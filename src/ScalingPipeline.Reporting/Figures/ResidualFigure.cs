using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Charts;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Figures;

/// <summary>How far each run is from what its siblings and its law expect, with the interval of a healthy run as a bar.</summary>
public static class ResidualFigure
{
    private const string Title = "Runs against expectation";
    private const int MostRows = 32;

    private static AxisSpec Axis { get; } =
        new("loss above (+) or below (−) expectation (%)", Quantity.Deviation, false);

    public static Figure Create(FigureContext context)
    {
        var id = $"{context.Prefix}-r";
        var standings = Standing.Of(context.Domain.Analysis);
        var shown = standings
            .OrderByDescending(s => context.Alerted.Contains(s.Run.Run))
            .ThenByDescending(s => Math.Abs(s.Deviation))
            .Take(MostRows)
            .OrderBy(s => s.Run.Family, StringComparer.Ordinal)
            .ThenBy(s => s.Run.Parameters)
            .ThenBy(s => s.Run.Tokens)
            .ThenBy(s => s.Run.Run, StringComparer.Ordinal)
            .ToList();
        var prefix = CommonPrefix.Of([.. shown.Select(s => s.Run.Run)]);
        var caption =
            "Deviation of the observed loss from the expected one; the bar is the band of a healthy run. Alerts have wider limits: a run outside its band without an alert is within them."
            + (
                shown.Count < standings.Count
                    ? $" The {shown.Count} of {standings.Count} runs that are farthest off; the table of runs has all."
                    : ""
            )
            + (prefix.Length == 0 ? "" : $" All names begin with {prefix}");
        var chart = new RowChartData
        {
            Id = id,
            Title = $"{Title}, {context.Domain.Domain}",
            Description = caption,
            X = Axis,
            Rows = [.. shown.Select(s => Row(context, s, prefix))],
            Reference = 0,
            Styles =
                context.Families.Count > 1
                    ?
                    [
                        .. shown
                            .Select(s => s.Run.Family)
                            .Distinct(StringComparer.Ordinal)
                            .Select(f => (f, context.StyleOf(f))),
                    ]
                    : [],
            IntervalName =
                $"{LawWords.IntervalOf(standings.Select(s => s.Run.Interval).OfType<Interval>())} of a healthy run",
            EmptySentence =
                "No run can be held against siblings yet: it takes two others of the same family and schedule length that have come as far.",
        };
        return new Figure(id, Title, caption, RowChart.Draw(chart), Numbers(standings));
    }

    private static ChartRow Row(FigureContext context, Standing standing, string prefix) =>
        new()
        {
            Name = CommonPrefix.Without(prefix, standing.Run.Run),
            Value = 100 * standing.Deviation,
            Low = 100 * standing.Low,
            High = 100 * standing.High,
            State = context.Alerted.Contains(standing.Run.Run)
                ? PointState.Alerted
                : PointState.Normal,
            Style = context.StyleOf(standing.Run.Family),
            Text = Formatting.Percent(standing.Deviation),
        };

    private static DataTable Numbers(IReadOnlyList<Standing> standings) =>
        new(
            [
                "run",
                "observed",
                "expected",
                "deviation",
                LawWords.IntervalOf(standings.Select(s => s.Run.Interval).OfType<Interval>()),
            ],
            [
                .. standings.Select<Standing, IReadOnlyList<string>>(s =>
                    [
                        s.Run.Run,
                        Formatting.Number(s.Run.Observed),
                        Formatting.Number(s.Run.Expected!.Value),
                        Formatting.Percent(s.Deviation),
                        s.Run.Interval is { } i ? Formatting.Range(i.Low, i.High) : "–",
                    ]
                ),
            ]
        );
}
