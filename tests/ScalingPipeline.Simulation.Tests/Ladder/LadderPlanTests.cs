using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Tests.Ladder;

public sealed class LadderPlanTests
{
    [Fact]
    public void By_default_there_are_five_sizes_and_three_lengths_in_two_domains()
    {
        var plans = LadderPlan.Of(new SimulationOptions()).ToList();

        Assert.Equal(30, plans.Count);
        Assert.All(plans, plan => Assert.Null(plan.Fault));
        Assert.Equal(2, plans.Select(plan => plan.Domain.Name).Distinct().Count());
        Assert.Equal(5, plans.Select(plan => plan.Shape.Parameters).Distinct().Count());
        Assert.Equal(
            [1L << 28, 1L << 29, 1L << 30],
            plans.Select(plan => plan.Tokens).Distinct().Order()
        );
    }

    [Fact]
    public void Faulty_runs_come_last_and_are_dealt_over_the_domains()
    {
        var plans = LadderPlan.Of(new SimulationOptions { Faults = FaultCatalogue.All }).ToList();

        Assert.Equal(
            FaultCatalogue.All.Select(fault => fault.Name),
            plans.Skip(30).Select(plan => plan.Fault!.Name)
        );
        Assert.Equal(
            ["language", "math", "language"],
            plans.Skip(30).Take(3).Select(plan => plan.Domain.Name)
        );
    }

    [Fact]
    public void A_faulty_run_has_healthy_siblings_of_its_own_length_on_both_sides()
    {
        var plans = LadderPlan.Of(new SimulationOptions { Faults = [new LossSpike()] }).ToList();
        var faulty = plans[^1];
        var siblings = plans
            .Where(plan =>
                plan.Fault is null
                && plan.Domain == faulty.Domain
                && plan.TotalSteps == faulty.TotalSteps
            )
            .Select(plan => plan.Shape.Parameters)
            .ToList();

        Assert.Contains(siblings, parameters => parameters > faulty.Shape.Parameters);
        Assert.Contains(siblings, parameters => parameters < faulty.Shape.Parameters);
    }

    [Fact]
    public void Run_names_are_unique_even_with_many_seeds()
    {
        var plans = LadderPlan.Of(SmallLadder.Options with { SeedsPerSize = 400 }).ToList();

        Assert.Equal(plans.Count, plans.Select(plan => plan.RunId).Distinct().Count());
    }

    [Fact]
    public void Offsets_have_the_spread_of_the_seed_noise()
    {
        var plans = LadderPlan
            .Of(SmallLadder.Options with { SeedsPerSize = 400, SeedNoise = 0.01 })
            .ToList();

        Assert.InRange(Math.Sqrt(plans.Average(plan => plan.Offset * plan.Offset)), 0.0095, 0.0105);
    }

    [Fact]
    public void Starts_follow_the_given_moment()
    {
        var start = new DateTimeOffset(2027, 3, 1, 12, 0, 0, TimeSpan.Zero);

        var plans = LadderPlan.Of(SmallLadder.Options with { StartedAt = start }).ToList();

        Assert.Equal(start, plans[0].StartedAt);
        Assert.Equal(plans.Select(plan => plan.StartedAt).Order(), plans.Select(p => p.StartedAt));
    }
}
