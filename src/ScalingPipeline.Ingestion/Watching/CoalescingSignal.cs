using System.Threading.Channels;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>A hint between parts of the process: any number of calls before the listener looks are one. Losing one costs time, never data.</summary>
public abstract class CoalescingSignal
{
    private readonly Channel<bool> _raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    public void Raise() => _raised.Writer.TryWrite(true);

    /// <summary>Waits until the signal is raised, or was since the last wait; false when the time is over first.</summary>
    public async Task<bool> WaitAsync(
        TimeSpan atMost,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            return await _raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}

/// <summary>Something changed in storage: look now.</summary>
public sealed class StorageHint : CoalescingSignal;

/// <summary>Logs were committed: domains are marked as changed in the ledger.</summary>
public sealed class CommitHint : CoalescingSignal;
