using Microsoft.Extensions.Hosting;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>A loop that begins nothing more when the host stops, and gives what is under way until the host's deadline to end.</summary>
public abstract class DrainingService : BackgroundService
{
    private readonly CancellationTokenSource _abandon = new();

    /// <summary>Cancelled when the host cannot wait any longer for what is under way.</summary>
    protected CancellationToken Abandon => _abandon.Token;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var deadline = cancellationToken.Register(_abandon.Cancel);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _abandon.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
