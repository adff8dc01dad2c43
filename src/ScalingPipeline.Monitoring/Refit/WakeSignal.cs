using System.Threading.Channels;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>Wakes a loop that otherwise looks from time to time. Many calls before it wakes count as one.</summary>
public abstract class WakeSignal
{
    private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );

    /// <summary>There is something to do. Never blocks.</summary>
    public void Notify() => _channel.Writer.TryWrite(true);

    /// <summary>Returns when notified, or after <paramref name="longest"/>, or silently when cancelled.</summary>
    public async Task WaitAsync(
        TimeSpan longest,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            await _channel.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // Time is up, or the service stops: the caller's loop looks which.
        }
    }
}
