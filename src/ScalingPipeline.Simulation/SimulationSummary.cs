namespace ScalingPipeline.Simulation;

/// <summary>What was written.</summary>
/// <param name="Runs">Runs, faulty ones included.</param>
/// <param name="FaultyRuns">Runs with a fault.</param>
/// <param name="Files">Files, <c>LABELS.json</c> included.</param>
/// <param name="Bytes">Bytes of all files.</param>
public readonly record struct SimulationSummary(int Runs, int FaultyRuns, int Files, long Bytes);
