using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Laws;

public sealed class FamilyLawsTests
{
    private static readonly SimulatedFamily _clean = new() { RunOffset = 0.0005 };

    [Fact]
    public void Every_law_is_recorded_whether_the_data_support_it_or_not()
    {
        var analysis = DomainRefit.Analyse(SimulatedDomain.Of(_clean.Runs()));

        Assert.Equal(
            [
                ("L(C)", "forecast"),
                ("L(C)", "reporting"),
                ("L(D)", "forecast"),
                ("L(D)", "reporting"),
                ("L(N)", "forecast"),
                ("L(N)", "reporting"),
                ("L(N,D)", "forecast"),
                ("L(N,D)", "reporting"),
                ("L(t)", "reporting"),
                ("N_opt(C)", "reporting"),
            ],
            analysis.Laws.Select(l => (l.Law, l.Fit))
        );
        var data = analysis.Laws.First(l => l.Law == "L(D)");
        Assert.Equal(LawStatus.TooFewRuns, data.Status);
        Assert.NotNull(data.StatusReason);
        Assert.Empty(data.Parameters);
    }

    [Fact]
    public void Only_a_law_that_is_identified_forecasts_the_next_size()
    {
        var laws = DomainRefit.Analyse(SimulatedDomain.Of(_clean.Runs())).Laws;

        Assert.All(
            laws.Where(l => l.Status is LawStatus.NotIdentified or LawStatus.TooFewRuns),
            l => Assert.Null(l.Next)
        );
        var law = laws.Single(l => l is { Law: "L(N)", Fit: "forecast" });
        Assert.Equal(4 * 82_944, law.Next!.X);
        Assert.InRange(_clean.Loss(4 * 82_944, 800), law.Next.Interval.Low, law.Next.Interval.High);
    }

    [Fact]
    public void A_run_under_way_is_left_out_with_its_step()
    {
        var runs = _clean.Runs().With(2, r => r.Until(405));

        var law = DomainRefit.Analyse(SimulatedDomain.Of(runs)).Laws[0];

        Assert.Equal(
            new ExcludedRun(runs[2].Name, "step 405 of 800: still training"),
            Assert.Single(law.Excluded)
        );
    }

    [Fact]
    public void Each_run_is_held_against_its_siblings_and_itself_left_out()
    {
        var runs = _clean.Runs();

        var assessment = DomainRefit
            .Analyse(SimulatedDomain.Of(runs))
            .Runs.Single(r => r.Run == runs[2].Name);

        Assert.Equal(4, assessment.References.Count);
        Assert.DoesNotContain(runs[2].Name, assessment.References);
        Assert.InRange(assessment.Observed, assessment.Interval!.Low, assessment.Interval.High);
        Assert.Equal(1, assessment.Progress);
    }

    [Fact]
    public void A_run_under_way_is_held_against_its_siblings_at_the_same_step()
    {
        var runs = _clean.Runs().With(2, r => r.Until(410));

        var assessment = DomainRefit
            .Analyse(SimulatedDomain.Of(runs))
            .Runs.Single(r => r.Run == runs[2].Name);

        Assert.Equal(_clean.Loss(24_576, 400), assessment.Expected!.Value, 0.1);
        Assert.Contains("at step 400", assessment.Basis, StringComparison.Ordinal);
    }

    [Fact]
    public void The_largest_run_is_forecast_from_the_smaller_ones_and_scored()
    {
        var runs = _clean.Runs();

        var forecast = DomainRefit
            .Analyse(SimulatedDomain.Of(runs))
            .Runs.Single(r => r.Run == runs[4].Name)
            .Forecast;

        Assert.NotNull(forecast);
        Assert.Equal("L(N)", forecast.Law);
        Assert.Equal(4, forecast.Runs);
        Assert.True(forecast.Inside);
    }
}
