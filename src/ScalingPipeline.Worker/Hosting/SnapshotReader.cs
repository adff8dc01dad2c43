using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>Reads what is counted of a domain: what charts, reports and forecasts are made from.</summary>
public sealed class SnapshotReader(IMonitoringState state, IDomainFacts facts)
{
    public async Task<DomainSnapshot> ReadAsync(string domain, CancellationToken cancellationToken)
    {
        var (_, contributions) = await state.ContributionsAsync(domain, cancellationToken);
        return SnapshotAssembler.Assemble(domain, contributions, facts.Of(domain));
    }
}
