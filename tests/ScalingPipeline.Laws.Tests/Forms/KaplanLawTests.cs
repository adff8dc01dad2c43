using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Tests.Forms;

/// <summary>Constants of Kaplan et al. 2020, arXiv 2001.08361.</summary>
public sealed class KaplanLawTests
{
    /// <summary>Table 1: (8.8e13/N)^0.076; values in reference/laws.md, 8.5.</summary>
    [Theory]
    [InlineData(1e8, 2.830)]
    [InlineData(1e9, 2.376)]
    public void The_law_of_size_has_the_published_losses(double parameters, double loss) =>
        Assert.Equal(loss, new PowerLaw(0, 8.8e13, 0.076).Loss(parameters), 5e-4);

    /// <summary>Section 4.4: D of at least 5e3 N^0.74 keeps overfitting below the noise between seeds, 0.02.</summary>
    [Theory]
    [InlineData(1e6)]
    [InlineData(1e8)]
    [InlineData(1e10)]
    public void Enough_data_grows_as_the_three_quarter_power_of_size(double parameters)
    {
        var law = KaplanLaw.Published;
        var tokens = law.TokensNeeded(parameters);

        Assert.Equal(1, tokens / (5e3 * Math.Pow(parameters, 0.74)), 0.2);
        Assert.Equal(0.02, law.Overfitting(parameters, tokens), 1e-12);
        Assert.Equal(law.LossOfSize(parameters) * 1.02, law.Loss(parameters, tokens), 1e-9);
    }

    [Fact]
    public void Each_limit_is_reached_when_the_other_is_out_of_the_way()
    {
        var law = KaplanLaw.Published;

        Assert.Equal(law.LossOfSize(1e8), law.Loss(1e8, 1e30), 1e-9);
        Assert.Equal(law.LossOfData(1e9), law.Loss(1e30, 1e9), 1e-9);
    }

    /// <summary>Section 5.1: B_crit doubles for every 13 % decrease of the loss.</summary>
    [Fact]
    public void The_critical_batch_doubles_when_the_loss_falls_by_thirteen_percent()
    {
        var critical = CriticalBatch.Published;

        Assert.Equal(0.13, critical.LossDecreasePerDoubling, 0.006);
        Assert.Equal(
            2,
            critical.At(3 * (1 - critical.LossDecreasePerDoubling)) / critical.At(3),
            1e-9
        );
    }

    /// <summary>Section 5.1: at the critical batch a run takes twice the fewest steps and twice the least compute.</summary>
    [Fact]
    public void At_the_critical_batch_steps_and_tokens_are_twice_their_least()
    {
        var critical = CriticalBatch.Published;
        var batch = critical.At(2.5);

        Assert.Equal(500, critical.FewestSteps(1000, batch, 2.5), 1e-9);
        Assert.Equal(500, critical.LeastCompute(1000, batch, 2.5), 1e-9);
        var tradeOff = new BatchTradeOff(1000, 1000 * batch);
        Assert.Equal(2000, tradeOff.Steps(batch), 1e-6);
        Assert.Equal(2000 * batch, tradeOff.Tokens(batch), 1e-3);
        var (steps, tokens) = (tradeOff.Steps(batch / 7), tradeOff.Tokens(batch / 7));
        Assert.Equal(1, ((steps / 1000) - 1) * ((tokens / (1000 * batch)) - 1), 1e-9);
    }

    [Fact]
    public void A_finite_batch_needs_more_steps_for_the_same_loss()
    {
        var law = KaplanStepLaw.Published;
        var loss = law.Loss(1e8, 1e5, 5e5, CriticalBatch.Published);

        Assert.True(loss > law.Loss(1e8, 1e5));
        Assert.Equal(
            law.Loss(1e8, CriticalBatch.Published.FewestSteps(1e5, 5e5, loss)),
            loss,
            1e-12
        );
    }

    /// <summary>Eq. 5.7 with table 3: a run that data do not limit does not stop early.</summary>
    [Fact]
    public void Less_data_stop_a_run_earlier()
    {
        var (law, steps) = (KaplanLaw.Published, KaplanStepLaw.Published);

        Assert.True(
            law.EarlyStoppingSteps(1e8, 1e8, steps) < law.EarlyStoppingSteps(1e8, 1e10, steps)
        );
    }
}
