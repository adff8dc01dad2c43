using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Simulation.Tests;

/// <summary>Options for a few small runs.</summary>
internal static class SmallLadder
{
    public static SimulationOptions Options { get; } =
        new()
        {
            Sizes =
            [
                new ModelShape(4, 128, 2),
                new ModelShape(4, 256, 4),
                new ModelShape(6, 384, 6),
            ],
            Steps = [512],
            EvaluationSequences = 64,
            Checkpoints = 4,
            Seed = 7,
        };

    /// <summary>One run with the fault and, from the same plan, one without it.</summary>
    public static (SimulatedRun Faulty, SimulatedRun Healthy) WithAndWithout(Fault fault)
    {
        var faulty = SimulatedLadder.Runs(Options with { Faults = [fault] })[^1];
        var healthy = new SimulatedRun(
            faulty.Plan with
            {
                Fault = null,
            },
            Options,
            new(() => new(faulty.Plan.Domain, Options.EvaluationSequences, Options.Seed))
        );
        return (faulty, healthy);
    }
}
