using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Tests.Figures;

public sealed class CalibrationFigureTests
{
    [Theory]
    [InlineData(0.64, 0.75)]
    [InlineData(-0.64, 0.25)]
    [InlineData(1.78, 0.95)]
    [InlineData(-1.41, 0.1)]
    public void A_loss_on_the_end_of_an_interval_lies_at_its_level(double score, double expected)
    {
        var half = Math.Log(1.04);
        var actual = 1.7 * Math.Exp(score / PooledQuantiles.Measured.At(0.9) * half);

        var scored = Assert.Single(ScoredInterval.Of(Scored(1.7 / 1.04, 1.7, 1.7 * 1.04, actual)));

        Assert.Equal(expected, scored.Pit, 1e-9);
    }

    [Fact]
    public void Every_forecast_of_a_healthy_run_is_counted_once_and_the_caption_has_n()
    {
        var context = FigureContext.Of("d1", new GridDomain("grid").Build(), []);
        var scored = ScoredInterval.Of(context);

        var figure = CalibrationFigure.Create("x", [context]);

        Assert.True(scored.Count > 10, $"{scored.Count} forecasts are scored");
        Assert.Contains($"n = {scored.Count} forecasts", figure.Caption, StringComparison.Ordinal);
        Assert.StartsWith("Too wide: the 50", figure.Caption, StringComparison.Ordinal);
        Assert.Equal(scored.Count, figure.Numbers.Rows.Count);
        Assert.All(scored, s => Assert.InRange(s.Pit, 0, 1));
    }

    [Fact]
    public void A_run_that_entered_no_law_does_not_count()
    {
        var report = new SampleDomain("language") { Deviating = 3 }.Build();
        var excluded = report.Analysis.Laws[0].Excluded[0].Run;
        var context = FigureContext.Of("d1", report, []);

        Assert.DoesNotContain(ScoredInterval.Of(context), s => s.Run.Run == excluded);
    }

    [Fact]
    public void With_few_forecasts_it_says_that_they_are_too_few_to_tell()
    {
        var figure = CalibrationFigure.Create("x", [Scored(1.6, 1.7, 1.8, 1.71)]);

        Assert.StartsWith("Too few to tell", figure.Caption, StringComparison.Ordinal);
        Assert.Contains("n = 1 forecast of", figure.Caption, StringComparison.Ordinal);
    }

    private static FigureContext Scored(double low, double loss, double high, double actual)
    {
        var report = new SampleDomain("language").Build();
        var forecast = new LawForecast(
            1e6,
            double.NaN,
            loss,
            new Interval(0.9, low, high),
            0.4,
            "test"
        );
        return FigureContext.Of(
            "d1",
            report with
            {
                Analysis = report.Analysis with
                {
                    Runs =
                    [
                        report.Analysis.Runs[0] with
                        {
                            Forecast = new RunForecast(forecast, "L(N)", 5, actual),
                        },
                    ],
                },
            },
            []
        );
    }
}
