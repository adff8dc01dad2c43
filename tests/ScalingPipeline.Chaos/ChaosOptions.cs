using ScalingPipeline.Simulation;

namespace ScalingPipeline.Chaos;

/// <summary>How much goes wrong.</summary>
public sealed record ChaosOptions
{
    /// <summary>Worker processes at a time.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>The same seed gives the same logs, the same order of arrival and the same plan of faults; not the same interleaving of processes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Domains whose simulated logs are dropped.</summary>
    public IReadOnlyList<string> Domains { get; init; } = ["math"];

    /// <summary>Lengths of the simulated schedules, in steps: five sizes each.</summary>
    public IReadOnlyList<int> Steps { get; init; } = new SimulationOptions().Steps;

    /// <summary>Share of the requests to storage that go wrong while logs arrive.</summary>
    public double FaultyRequests { get; init; } = 0.05;

    /// <summary>Processes killed at random, besides one at each commit boundary.</summary>
    public int RandomKills { get; init; } = 4;
}
