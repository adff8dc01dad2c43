using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection;

public sealed class MarkedRunsTests
{
    [Fact]
    public void A_run_marked_faulty_is_no_reference_and_enters_no_law_and_the_reason_is_said()
    {
        var runs = new SimulatedFamily().Runs();
        var snapshot = Marked(runs, runs[2], RunVerdict.Faulty);

        var analysis = DomainRefit.Analyse(snapshot);

        Assert.All(analysis.Runs, r => Assert.DoesNotContain(runs[2].Name, r.References));
        Assert.Contains(
            analysis.Laws,
            law =>
                law.Excluded.Contains(
                    new ExcludedRun(runs[2].Name, "marked faulty by ada: seen on the cluster")
                )
        );
        Assert.DoesNotContain(
            analysis.Laws,
            law => law.Observations.Any(o => o.Run == runs[2].Name)
        );
    }

    [Fact]
    public void A_faulty_run_that_is_known_accuses_none_of_its_siblings()
    {
        var runs = new SimulatedFamily { Sizes = [3_072, 9_600, 24_576] }
            .Runs()
            .With(1, r => r.Scaled(1.4, from: 100));

        Assert.Empty(Confirmed(Marked(runs, runs[1], RunVerdict.Faulty)));
    }

    [Fact]
    public void A_run_marked_healthy_raises_no_trend_alert_and_enters_the_laws()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1.4, from: 101));
        Assert.NotEmpty(SimulatedDomain.Alerts(runs));
        var snapshot = Marked(runs, runs[2], RunVerdict.Healthy);

        Assert.Empty(Confirmed(snapshot));
        var detector = Detector.Run(snapshot);
        var points = FinalPoints.Of(detector.Views, detector.Conditions);
        Assert.Contains(points.Used, p => p.Run == runs[2].Name);
    }

    [Fact]
    public void A_run_marked_healthy_still_raises_unit_and_integrity_alerts()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(1 / Math.Log(2)));

        var alert = Assert.Single(Confirmed(Marked(runs, runs[2], RunVerdict.Healthy)));

        Assert.Equal(AlertCodes.UnitMismatch, alert.Code);
    }

    private static AlertCondition[] Confirmed(DomainSnapshot snapshot) =>
        [.. Detector.Run(snapshot).Conditions.Where(c => c.Confirmed)];

    private static DomainSnapshot Marked(IEnumerable<Run> runs, Run run, RunVerdict verdict) =>
        SimulatedDomain.Of(runs) with
        {
            Marks = new Dictionary<string, RunMark>(StringComparer.Ordinal)
            {
                [run.Name] = new()
                {
                    Domain = "simulated",
                    Run = run.Name,
                    Verdict = verdict,
                    Author = "ada",
                    Comment = "seen on the cluster",
                    At = default,
                },
            },
        };
}
