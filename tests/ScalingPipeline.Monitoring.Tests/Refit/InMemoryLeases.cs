using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Ingestion.Leases;

namespace ScalingPipeline.Monitoring.Tests.Refit;

/// <summary>The leases of one process: whoever asks gets them.</summary>
internal sealed class InMemoryLeases : ILeases
{
    public static LeasedSections Sections() =>
        new(new InMemoryLeases(), TimeProvider.System, NullLogger<LeasedSections>.Instance);

    public Task<Lease?> TryTakeAsync(
        string name,
        TimeSpan duration,
        CancellationToken cancellationToken
    ) => Task.FromResult<Lease?>(new(name, "here", 1));

    public Task<bool> RenewAsync(
        Lease lease,
        TimeSpan duration,
        CancellationToken cancellationToken
    ) => Task.FromResult(true);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
