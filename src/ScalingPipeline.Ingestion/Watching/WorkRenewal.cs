using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Keeps a notice hidden from other workers while it is worked on, however long that takes.</summary>
internal sealed class WorkRenewal : IDisposable
{
    private readonly CancellationTokenSource _ended = new();

    private WorkRenewal() { }

    public static WorkRenewal Begin(IWorkItem item, TimeProvider time, ILogger logger)
    {
        var renewal = new WorkRenewal();
        _ = RenewAsync(item, time, logger, renewal._ended.Token);
        return renewal;
    }

    public void Dispose()
    {
        _ended.Cancel();
        _ended.Dispose();
    }

    private static async Task RenewAsync(
        IWorkItem item,
        TimeProvider time,
        ILogger logger,
        CancellationToken ended
    )
    {
        using var timer = new PeriodicTimer(item.HiddenFor / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended) && await item.RenewAsync(ended)) { }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
        catch (Exception fault)
        {
            // Another worker may begin it too: the effect is the same, once.
            IngestionLog.NotRenewed(logger, item.Notice.Name, fault);
        }
    }
}
