using ScalingPipeline.Laws.Planning;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Tests.Findings;

public sealed class TargetPlansTests
{
    private static readonly DomainReport _grid = new GridDomain("grid").Build();
    private readonly TargetPlans _plans = TargetPlans.Of(_grid)!;

    [Fact]
    public void Targets_are_round_and_fall_from_below_the_best_loss()
    {
        var targets = _plans.Plans.Select(p => p.Loss).ToList();

        Assert.InRange(targets.Count, 2, 5);
        Assert.All(targets, t => Assert.Equal(t, Math.Round(t, 2), 1e-12));
        Assert.All(targets.Zip(targets.Skip(1)), pair => Assert.True(pair.Second < pair.First));
        Assert.InRange(_plans.Best - targets[0], 0, 0.04 * _plans.Best);
    }

    [Fact]
    public void A_plan_is_that_of_the_law_the_runs_follow()
    {
        var plan = _plans.Plans[0];
        var truth = TargetLoss.Cheapest(GridDomain.Law, plan.Loss)!.Value;

        Assert.Equal("L(N,D)", plan.Forecast!.Law);
        Assert.InRange(plan.Forecast.Compute.Expected / truth.Compute, 0.7, 1.4);
        Assert.InRange(plan.Data!.Tokens / truth.Tokens, 0.6, 1.6);
    }

    [Fact]
    public void Data_headroom_is_against_the_most_that_a_run_has_seen()
    {
        var data = _plans.Plans[0].Data!;

        Assert.Equal((1L << 12) * 2048, data.Largest);
        Assert.Equal(data.Tokens / 4, data.Repeated, 1e-6 * data.Tokens);
        Assert.True(data.Penalty > 0);
    }

    [Fact]
    public void The_first_target_that_is_refused_is_the_last_and_says_why()
    {
        var plans = TargetPlans.Of(new GridDomain("one") { Lengths = 1 }.Build())!.Plans;

        var refused = Assert.Single(plans);
        Assert.Null(refused.Forecast);
        Assert.Contains("same number of tokens", refused.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_without_finished_runs_has_no_plan() =>
        Assert.Null(TargetPlans.Of(new SampleDomain("bare") { Runs = 0, Fitted = false }.Build()));
}
