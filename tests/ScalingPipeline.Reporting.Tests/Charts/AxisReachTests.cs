using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Reporting.Charts;

namespace ScalingPipeline.Reporting.Tests.Charts;

public sealed class AxisReachTests
{
    [Fact]
    public void A_run_logged_in_another_unit_does_not_flatten_the_others()
    {
        var reach = AxisReach.Of(Chart([1.50, 1.55, 1.60], alerted: 2.2));

        Assert.Equal(1.6, reach.Y.Max());
    }

    [Fact]
    public void An_alerted_run_near_the_others_is_inside_the_axes()
    {
        var reach = AxisReach.Of(Chart([1.5, 1.6, 1.8], alerted: 1.9));

        Assert.Equal(1.9, reach.Y.Max());
    }

    [Fact]
    public void A_run_beyond_the_axes_stands_at_their_edge_with_its_value()
    {
        var svg = XElement.Parse(XyChart.Draw(Chart([1.50, 1.55, 1.60], alerted: 2.2)));

        Assert.Contains(ChartText.Of(svg), t => t is { Style: "r", Text: "off ↑ 2.200" });
        ChartText.AssertNothingOverlaps(svg);
    }

    [Fact]
    public void An_alerted_run_that_is_alone_is_shown_where_it_is()
    {
        var reach = AxisReach.Of(Chart([], alerted: 2.2));

        Assert.Equal([2.2], reach.Y);
    }

    [Fact]
    public void Whatever_is_drawn_no_text_covers_another_or_is_cut_off() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).Select(seed => seed).ToArbitrary(),
                seed => ChartText.AssertNothingOverlaps(XElement.Parse(XyChart.Draw(Random(seed))))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_one_above_the_other_do_not_touch() =>
        ChartText.AssertNothingOverlaps(XElement.Parse(XyChart.Draw(Random(652487))));

    private static XyChartData Random(int seed)
    {
        var random = new Random(seed);
        double Value(double least, double decades) =>
            least * Math.Pow(10, decades * random.NextDouble());
        var decades = 8 * random.NextDouble();
        string Name() => new([.. Enumerable.Range(0, random.Next(1, 40)).Select(_ => Letter())]);
        char Letter() => "aW1-_.שé漢🚀"[random.Next(9)];
        return Empty with
        {
            X = random.Next(2) == 0 ? AxisSpec.Compute : AxisSpec.Tokens,
            Series =
            [
                .. Enumerable
                    .Range(0, random.Next(1, 7))
                    .Select(k => new ChartSeries
                    {
                        Name = Name(),
                        Style = k,
                        PointsAsLine = k % 2 == 1,
                        EndLabel = k % 2 == 1 ? Name() : null,
                        Points =
                        [
                            .. Enumerable
                                .Range(0, random.Next(0, 30))
                                .Select(_ => new ChartPoint(
                                    Value(1e6, decades),
                                    Value(1, decades / 4),
                                    "p",
                                    random.Next(5) == 0 ? PointState.Alerted : PointState.Normal,
                                    Label: random.Next(5) == 0 ? Name() : null
                                )),
                        ],
                    }),
            ],
        };
    }

    private static XyChartData Empty { get; } =
        new()
        {
            Id = "c",
            Title = "chart",
            Description = "A chart.",
            X = AxisSpec.Parameters,
            Y = AxisSpec.Loss,
            EmptySentence = "Nothing.",
        };

    private static XyChartData Chart(double[] losses, double alerted) =>
        Empty with
        {
            Series =
            [
                new ChartSeries
                {
                    Name = "runs",
                    Style = 0,
                    Points =
                    [
                        .. losses.Select((y, i) => new ChartPoint(Math.Pow(10, i), y, "run")),
                        new ChartPoint(10, alerted, "off", PointState.Alerted, Label: "off"),
                    ],
                },
            ],
        };
}
