using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Integrity;

public sealed class MisplacedRowsRuleTests
{
    [Fact]
    public void Parts_under_each_other_s_steps_are_a_matter_of_logging_also_without_a_clock()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => Swapped(WithoutClock(r)));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.ClockBackwards, alert.Code);
        Assert.Equal(CauseCodes.Logging, alert.CauseCode);
        Assert.Equal(runs[2].Name, alert.Run);
    }

    [Fact]
    public void A_rate_that_is_lower_in_a_stretch_or_warmed_up_again_is_another_schedule()
    {
        foreach (
            var change in new Func<double, float>[] { _ => 0.7f, f => (float)((f - 0.4) / 0.2) }
        )
        {
            var runs = new SimulatedFamily()
                .Runs()
                .With(
                    2,
                    r =>
                    {
                        var clockless = WithoutClock(r);
                        return clockless with
                        {
                            Training = clockless.Training with
                            {
                                LearningRate =
                                [
                                    .. r.Training.Step.Zip(
                                        r.Training.LearningRate,
                                        (s, rate) =>
                                            s is > 320 and <= 480 ? rate * change(s / 800.0) : rate
                                    ),
                                ],
                            },
                        };
                    }
                );

            Assert.DoesNotContain(
                SimulatedDomain.Alerts(runs),
                a => a.Code == AlertCodes.ClockBackwards
            );
        }
    }

    private static Run WithoutClock(Run run) =>
        run with
        {
            Training = run.Training with
            {
                ElapsedSeconds = Array.ConvertAll(run.Training.ElapsedSeconds, _ => float.NaN),
            },
        };

    /// <summary>The second and the third fifth of the rows under each other's steps.</summary>
    private static Run Swapped(Run run)
    {
        var fifth = run.Training.Count / 5;
        T[] Take<T>(T[] column) =>
            [
                .. Enumerable
                    .Range(0, column.Length)
                    .Select(i =>
                        column[
                            i / fifth == 1 ? i + fifth
                            : i / fifth == 2 ? i - fifth
                            : i
                        ]
                    ),
            ];
        return run with
        {
            Training = run.Training with
            {
                Loss = Take(run.Training.Loss),
                LearningRate = Take(run.Training.LearningRate),
                GradientNorm = Take(run.Training.GradientNorm),
            },
        };
    }
}
