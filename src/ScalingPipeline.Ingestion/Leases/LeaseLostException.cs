namespace ScalingPipeline.Ingestion.Leases;

/// <summary>A lease ran out or another process took it, so that what was done under it is not stored. Whoever holds it now does it.</summary>
public sealed class LeaseLostException(string name)
    : Exception($"Another process took over the lease {name}; nothing was stored.");
