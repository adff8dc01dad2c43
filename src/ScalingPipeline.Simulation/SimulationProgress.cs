namespace ScalingPipeline.Simulation;

/// <param name="Run">The run just written.</param>
/// <param name="Done">Runs written so far, this one included.</param>
/// <param name="Total">Runs of the simulation.</param>
public readonly record struct SimulationProgress(string Run, int Done, int Total);
