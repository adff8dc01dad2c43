using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Integrity;

public sealed class TokenCounterRuleTests
{
    private static Run Counting(Run run, Func<long, long> tokens) =>
        run with
        {
            Training = run.Training with
            {
                Tokens = Array.ConvertAll(run.Training.Step, s => tokens(s)),
            },
        };

    /// <summary>Half the batch over the first 200 steps.</summary>
    private static long WarmedUp(long step) =>
        SimulatedFamily.TokensPerStep * (step - (Math.Min(step, 200) / 2));

    [Fact]
    public void A_batch_that_all_runs_warm_up_is_one_remark_and_the_runs_are_compared()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Scaled(1.3, from: 300))
            .Select(r => Counting(r, WarmedUp));

        var detector = Detector.Run(SimulatedDomain.Of(runs));

        Assert.Contains(
            "The token counters of 5 runs agree with one another",
            Assert.Single(detector.Remarks),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(detector.Conditions, c => c.Code == AlertCodes.TokenCount);
        Assert.Equal(
            AlertCodes.FinalLoss,
            Assert.Single(detector.Conditions, c => c.Confirmed).Code
        );
    }

    [Fact]
    public void A_counter_that_two_of_five_share_is_alerted()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(1, r => Counting(r, WarmedUp))
            .With(3, r => Counting(r, WarmedUp));

        var detector = Detector.Run(SimulatedDomain.Of(runs));

        Assert.Empty(detector.Remarks);
        Assert.Equal(2, detector.Conditions.Count(c => c.Code == AlertCodes.TokenCount));
    }

    [Fact]
    public void A_domain_that_counts_from_0_is_compared_to_its_last_step()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Scaled(1.3, from: 300))
            .Select(r =>
                r with
                {
                    Training = r.Training with
                    {
                        Step = Array.ConvertAll(r.Training.Step, s => s - 1),
                    },
                    Evaluations = [.. r.Evaluations.Select(e => e with { Step = e.Step - 1 })],
                }
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
    }
}
