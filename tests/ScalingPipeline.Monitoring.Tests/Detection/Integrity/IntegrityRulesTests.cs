using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Integrity;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Integrity;

public sealed class IntegrityRulesTests
{
    private static readonly SimulatedFamily _family = new();

    private static AlertCondition[] Check(Func<Run, Run> change)
    {
        var run = change(_family.Healthy("run", 9_600, 1));
        var snapshot = SimulatedDomain.Of([run]);
        return [.. IntegrityRules.Check(new RunView(run, snapshot))];
    }

    [Fact]
    public void A_healthy_log_raises_nothing()
    {
        Assert.Empty(Check(r => r));
    }

    [Fact]
    public void A_counter_that_counts_half_is_too_low()
    {
        var condition = Assert.Single(
            Check(r =>
                r with
                {
                    Training = r.Training with
                    {
                        Tokens = Array.ConvertAll(r.Training.Tokens, t => t / 2),
                    },
                }
            )
        );

        Assert.Contains(
            "2.00 times too low throughout",
            condition.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_counter_wrong_by_a_constant_factor_is_said_with_the_factor()
    {
        var condition = Assert.Single(
            Check(r =>
                r with
                {
                    Training = r.Training with
                    {
                        Tokens = Array.ConvertAll(r.Training.Tokens, t => t * 8),
                    },
                }
            )
        );

        Assert.Equal(AlertCodes.TokenCount, condition.Code);
        Assert.True(condition.Confirmed);
        Assert.Contains(
            "8.00 times too high throughout",
            condition.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_counter_that_jumps_is_said_with_the_step()
    {
        var condition = Assert.Single(
            Check(r =>
                r with
                {
                    Training = r.Training with
                    {
                        Tokens = [.. r.Training.Tokens.Select((t, i) => i >= 500 ? t + 4_096 : t)],
                    },
                }
            )
        );

        Assert.Equal(501, condition.SinceStep);
    }

    [Fact]
    public void A_log_that_counts_its_steps_from_0_counts_its_tokens_rightly()
    {
        Assert.Empty(
            Check(r =>
                r with
                {
                    Training = r.Training with
                    {
                        Step = Array.ConvertAll(r.Training.Step, step => step - 1),
                    },
                }
            )
        );
    }

    [Fact]
    public void Steps_missing_one_here_and_there_are_for_information()
    {
        var condition = Assert.Single(Check(r => r.Keeping(step => step % 10 != 0)));

        Assert.Equal(AlertCodes.MissingSteps, condition.Code);
        Assert.Equal(AlertSeverity.Info, condition.Severity);
        Assert.False(condition.Confirmed);
        Assert.Contains("Rows without a loss", condition.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void A_few_losses_that_are_no_numbers_tell_nobody()
    {
        var condition = Assert.Single(
            Check(r => r.WithLosses((step, loss) => step is 100 or 300 ? double.NaN : loss))
        );

        Assert.Equal(AlertSeverity.Info, condition.Severity);
        Assert.False(condition.Confirmed);
    }

    [Theory]
    [InlineData(600, 650)]
    [InlineData(799, 800)]
    public void Many_of_them_or_one_at_the_end_are_a_warning(long from, long to)
    {
        var condition = Assert.Single(
            Check(r => r.WithLosses((step, l) => step >= from && step <= to ? double.NaN : l))
        );

        Assert.Equal(AlertCodes.NonFinite, condition.Code);
        Assert.Equal(AlertSeverity.Warning, condition.Severity);
        Assert.True(condition.Confirmed);
    }

    [Fact]
    public void A_gap_in_the_middle_of_a_finished_run_is_a_warning()
    {
        var condition = Assert.Single(Check(r => r.Keeping(step => step is < 200 or > 300)));

        Assert.Equal(AlertCodes.MissingSteps, condition.Code);
        Assert.True(condition.Confirmed);
        Assert.Contains("101 training steps", condition.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gap_of_a_run_under_way_waits_for_the_part_to_come()
    {
        var condition = Assert.Single(
            Check(r => r.Keeping(step => step is < 200 or (> 300 and < 350)))
        );

        Assert.False(condition.Confirmed);
    }

    [Fact]
    public void A_gap_that_the_log_has_left_a_tenth_of_the_schedule_behind_is_one()
    {
        var condition = Assert.Single(
            Check(r => r.Keeping(step => step is < 200 or (> 300 and < 500)))
        );

        Assert.True(condition.Confirmed);
    }

    [Fact]
    public void A_log_that_ends_before_its_evaluations_do_lacks_its_tail()
    {
        var condition = Assert.Single(
            Check(r => r.Keeping(step => step <= 600, evaluations: true))
        );

        Assert.True(condition.Confirmed);
        Assert.Contains("after step 600", condition.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_of_every_tenth_step_has_no_gaps()
    {
        Assert.Empty(Check(r => r.Keeping(step => step % 10 == 0)));
    }
}
