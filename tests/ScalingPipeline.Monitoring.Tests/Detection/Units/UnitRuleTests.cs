using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Monitoring.Tests.Detection.Units;

public sealed class UnitRuleTests
{
    private static readonly double _bits = 1 / Math.Log(2);

    [Fact]
    public void Bits_declared_as_nats_are_one_unit_alert_and_no_trend_alert()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(_bits));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.UnitMismatch, alert.Code);
        Assert.Contains(
            "logged in bits although it declares nats",
            alert.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("in training and evaluation", alert.Message, StringComparison.Ordinal);
        Assert.InRange(alert.Observed!.Value, 1.38, 1.5);
    }

    [Theory]
    [InlineData(0.43429448190325182, "log10")]
    [InlineData(SimulatedFamily.Context, "nats summed over the sequence")]
    [InlineData(SimulatedFamily.TokensPerStep, "sums over the batch")]
    public void Other_units_are_named_too(double factor, string name)
    {
        var runs = new SimulatedFamily().Runs().With(1, r => r.Scaled(factor));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Contains($"logged in {name}", alert.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 8)]
    [InlineData(0.25, 4)]
    [InlineData(6, 6)]
    public void A_constant_factor_that_no_unit_gives_is_a_matter_of_logging(
        double factor,
        int whole
    )
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((_, loss) => loss * factor));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.UnitMismatch, alert.Code);
        Assert.Equal(CauseCodes.Logging, alert.CauseCode);
        Assert.InRange(alert.Observed!.Value, 0.95 * factor, 1.05 * factor);
        Assert.Contains("by a constant factor", alert.Message, StringComparison.Ordinal);
        Assert.Contains($" {whole} micro-batches", alert.Cause, StringComparison.Ordinal);
        Assert.DoesNotContain("its evaluations too", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_factor_in_training_and_evaluation_is_said_so()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(5));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.UnitMismatch, alert.Code);
        Assert.Contains("its evaluations too", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_started_right_and_then_kept_at_twice_its_siblings_is_no_unit_alert()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(2, from: 10));

        Assert.DoesNotContain(SimulatedDomain.Alerts(runs), a => a.Code == AlertCodes.UnitMismatch);
    }

    [Fact]
    public void Perplexity_declared_as_nats_is_recognised()
    {
        var runs = new SimulatedFamily().Runs().With(3, r => r.Mapped((_, l) => Math.Exp(l)));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Contains("logged in perplexity", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nats_declared_as_bits_are_recognised()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(
                2,
                r =>
                    r.Scaled(Math.Log(2)) with
                    {
                        Metadata = r.Metadata with { Unit = LossUnit.Bits },
                    }
            );

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Contains(
            "logged in nats although it declares bits",
            alert.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_the_evaluations_in_bits_is_said_so()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.Scaled(_bits) with { Training = r.Training });

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.UnitMismatch, alert.Code);
        Assert.Contains(
            "Its evaluations are logged in bits",
            alert.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_badly_scaled_head_starts_at_one_and_a_half_times_ln_vocabulary_and_is_no_unit_alert()
    {
        var runs = new SimulatedFamily()
            .Runs()
            .With(2, r => r.WithLosses((step, loss) => step <= 3 ? loss * 1.48 : loss));

        Assert.Empty(SimulatedDomain.Alerts(runs));
    }

    [Fact]
    public void A_run_one_and_a_half_times_its_siblings_that_started_right_is_a_trend_alert()
    {
        var runs = new SimulatedFamily().Runs().With(2, r => r.Scaled(_bits, from: 20));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal(AlertCodes.FinalLoss, alert.Code);
    }

    [Fact]
    public void Without_siblings_there_is_only_one_witness_and_nobody_is_told()
    {
        var family = new SimulatedFamily { Sizes = [9_600] };
        var runs = family.Runs().With(0, r => r.Scaled(_bits));

        var condition = Assert.Single(Detector.Run(SimulatedDomain.Of(runs)).Conditions);

        Assert.Equal(AlertCodes.UnitMismatch, condition.Code);
        Assert.False(condition.Confirmed);
    }
}
