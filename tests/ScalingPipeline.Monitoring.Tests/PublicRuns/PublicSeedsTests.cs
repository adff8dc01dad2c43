using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.PublicRuns;

/// <summary>
/// Six seeds of 160M parameters, logged as means of 100 steps: all wander by 1 to 2 % over thousands of steps, which is 20 to 74 standard deviations of such a mean.
/// </summary>
public sealed class PublicSeedsTests
{
    [Theory]
    [InlineData(30_000)]
    [InlineData(75_000)]
    [InlineData(105_000)]
    [InlineData(143_000)]
    public void Of_healthy_seeds_none_is_alerted(long until)
    {
        var snapshot = PublicSeeds.Read("160m");

        Assert.Equal(6, snapshot.Runs.Count);
        Assert.Empty(Confirmed(snapshot, run => run.Until(until)));
    }

    [Theory]
    [InlineData(0.04)]
    [InlineData(0.10)]
    [InlineData(1.0)]
    public void Two_that_leave_the_others_midway_are_found_and_nobody_else(double far)
    {
        string[] faulty = ["seed 5", "seed 8"];
        var snapshot = PublicSeeds.Read("160m");

        var alerts = Confirmed(
            snapshot,
            run =>
                !faulty.Contains(run.Name) ? run
                : run.Name == faulty[0]
                    ? run.WithLosses((step, loss) => step < 72_000 ? loss : loss * (1 + far))
                : run.WithLosses(
                    (step, loss) =>
                        loss * (1 + (far * Math.Clamp((step - 80_000) / 30_000.0, 0, 1)))
                )
        );

        Assert.Equal(faulty, alerts.Select(a => a.Run).Distinct().Order());
        Assert.All(alerts, a => Assert.NotEqual(CauseCodes.OptimizerState, a.CauseCode));
    }

    [Fact]
    public void A_step_that_two_siblings_make_at_the_same_place_is_the_batch_also_where_every_hundredth_step_is_logged()
    {
        string[] same = ["seed 4", "seed 5", "seed 6"];
        var snapshot = PublicSeeds.Read("160m");

        var alerts = Confirmed(
            snapshot,
            run =>
                run.WithLosses(
                    (step, loss) =>
                        same.Contains(run.Name)
                        && step - (300 * (run.Name[^1] - '4')) is >= 60_000 and < 63_000
                            ? loss * 1.06
                            : loss
                )
        );

        Assert.DoesNotContain(alerts, a => a.Code == AlertCodes.Step);
    }

    private static AlertCondition[] Confirmed(DomainSnapshot snapshot, Func<Run, Run> change) =>
        [
            .. Detector
                .Run(snapshot with { Runs = [.. snapshot.Runs.Select(change)] })
                .Conditions.Where(c => c.Confirmed),
        ];
}
