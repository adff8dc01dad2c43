namespace ScalingPipeline.Ingestion.Leases;

/// <summary>The right to do one thing alone, for a while.</summary>
/// <param name="Name">What it is for: <c>scan:CONTAINER</c>, <c>refit:DOMAIN</c>, <c>nightly</c>.</param>
/// <param name="Holder">Who has it: one name for each process.</param>
/// <param name="Token">
/// Grows each time that the lease changes hands: a write that carries the token of a lease which another holder has taken
/// since is refused (fencing), so that a process that slept through its lease harms nothing.
/// </param>
public sealed record Lease(string Name, string Holder, long Token);
