using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Detection.Diagnosis;

public sealed class WeightsLostTests
{
    [Fact]
    public void A_log_that_begins_anew_at_the_loss_of_an_untrained_model_has_lost_its_weights()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                {
                    var loss = r.Training.Loss;
                    return r.WithLosses((step, l) => step <= 400 ? l : loss[step - 401]);
                }
            );

        Assert.Contains(
            SimulatedDomain.Alerts(runs),
            a => a.Run == runs[2].Name && a.CauseCode == CauseCodes.WeightsLost
        );
    }

    [Fact]
    public void A_spike_as_high_that_is_over_after_seven_steps_is_a_spike_and_no_step()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r => r.WithLosses((step, loss) => step is >= 500 and <= 506 ? loss * 2.5 : loss)
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.Spike, alert.Code);
        Assert.Equal(CauseCodes.Open, alert.CauseCode);
    }

    [Fact]
    public void A_jump_by_sixty_percent_that_is_learned_back_is_not_that()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                    r.Mapped(
                        (step, loss) =>
                            step <= 400 ? loss : loss * (1 + (0.6 * Math.Exp((400 - step) / 16.0)))
                    )
            );

        Assert.All(
            SimulatedDomain.Alerts(runs),
            a => Assert.NotEqual(CauseCodes.WeightsLost, a.CauseCode)
        );
    }
}
