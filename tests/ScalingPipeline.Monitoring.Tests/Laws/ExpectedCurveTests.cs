using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Laws;

/// <summary>What siblings say of a run all along its schedule.</summary>
public sealed class ExpectedCurveTests
{
    private static readonly SimulatedFamily _family = new() { RunOffset = 0.0005 };

    [Fact]
    public void At_the_latest_checkpoint_it_is_the_expectation_of_the_assessment()
    {
        var runs = _family.Runs().With(2, run => run.Until(405));
        var snapshot = SimulatedDomain.Of(runs);
        var name = runs[2].Name;
        var assessment = DomainRefit.Analyse(snapshot).Runs.Single(r => r.Run == name);
        var latest = runs[2].EvaluationsOn(snapshot.EvaluationSet).Last().Step;

        var there = ExpectedCurve
            .Of(Detector.Run(snapshot), name)
            .Single(expected => expected.Step == latest);

        Assert.Equal(assessment.Expected!.Value, there.Loss);
        Assert.Equal(assessment.Interval, there.Interval);
        Assert.Equal(assessment.References.Count, there.Siblings);
    }

    [Fact]
    public void It_reaches_to_the_end_where_siblings_have_ended()
    {
        var runs = _family.Runs().With(2, run => run.Until(405));

        var curve = ExpectedCurve.Of(Detector.Run(SimulatedDomain.Of(runs)), runs[2].Name);

        Assert.Equal(800, curve[^1].Step);
        Assert.InRange(
            _family.Loss(runs[2].Metadata.Parameters, 800),
            curve[^1].Interval.Low,
            curve[^1].Interval.High
        );
        Assert.Equal(curve.Select(e => e.Step).Distinct().Order(), curve.Select(e => e.Step));
    }

    [Fact]
    public void Without_siblings_there_is_none()
    {
        var alone = _family.Runs()[0];

        Assert.Empty(ExpectedCurve.Of(Detector.Run(SimulatedDomain.Of(alone)), alone.Name));
        Assert.Empty(ExpectedCurve.Of(Detector.Run(SimulatedDomain.Of(alone)), "none"));
    }
}
