namespace ScalingPipeline.Simulation.Files;

/// <summary>One file of the simulated logs.</summary>
/// <param name="Path">Below the output folder, with forward slashes.</param>
/// <param name="Step">The step of the run at which a job would upload it; 0 for what is there from the start.</param>
/// <param name="Write">Writes the whole file; the same bytes at every call. Leaves the stream open.</param>
public sealed record SimulatedFile(string Path, int Step, Action<Stream> Write);
