namespace ScalingPipeline.Ingestion.Leases;

/// <summary>Leases in the state store. Time is the store's own, so that workers whose clocks differ agree.</summary>
public interface ILeases
{
    /// <summary>Takes a lease that is free, has run out, or is held by this process already (it is then prolonged, with the same token).</summary>
    /// <param name="name">See <see cref="Lease.Name"/>.</param>
    /// <param name="duration">The same for all that ask for the name.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>Null while another process holds it.</returns>
    Task<Lease?> TryTakeAsync(string name, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Prolongs it from now on.</summary>
    /// <returns>False when it was lost: another process has taken it since.</returns>
    Task<bool> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Gives it back; harmless when it was lost.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
