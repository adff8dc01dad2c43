using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Siblings;

public sealed class ScheduleLengthsTests
{
    private static Run Declaring(Run run, long? steps) =>
        run with
        {
            Metadata = run.Metadata with { TotalSteps = steps },
        };

    private static Run[] WithAFault() =>
        new SimulatedFamily().Runs().With(2, r => r.Scaled(1.3, from: 300));

    [Fact]
    public void Lengths_within_a_hundredth_are_one()
    {
        var runs = WithAFault().Select((r, i) => Declaring(r, 799 + (i % 3)));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
    }

    [Fact]
    public void Other_lengths_are_no_siblings()
    {
        var runs = WithAFault().Select((r, i) => Declaring(r, 800 + (20 * i)));

        var detector = Detector.Run(SimulatedDomain.Of(runs));

        Assert.DoesNotContain(detector.Conditions, c => c.Code == AlertCodes.FinalLoss);
        Assert.Equal(5, detector.Remarks.Count);
    }

    [Fact]
    public void Runs_that_declare_none_and_end_at_one_step_are_siblings_by_their_training_loss()
    {
        var runs = WithAFault();

        var alert = Assert.Single(SimulatedDomain.Alerts(runs.Select(r => Declaring(r, null))));

        Assert.Equal(AlertCodes.TrainingTrend, alert.Code);
        Assert.Equal(runs[2].Name, alert.Run);
    }

    [Fact]
    public void Where_no_length_is_known_a_remark_says_so()
    {
        var runs = WithAFault().Select((r, i) => Declaring(r.Until(500 + (50 * i)), null));

        var remark = Assert.Single(Detector.Run(SimulatedDomain.Of(runs)).Remarks);

        Assert.Contains("5 runs declare no total_steps", remark, StringComparison.Ordinal);
        Assert.Contains("not enough references", remark, StringComparison.Ordinal);
    }
}
