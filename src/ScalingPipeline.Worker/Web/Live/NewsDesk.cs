using System.Threading.Channels;

namespace ScalingPipeline.Worker.Web.Live;

/// <summary>Passes news on to everybody who listens. Their number is bounded; one who does not keep up misses the oldest.</summary>
internal sealed class NewsDesk
{
    /// <summary>The most who listen at once: each holds a connection.</summary>
    public const int MostListeners = 64;

    private const int MostHeld = 64;

    private readonly Lock _lock = new();
    private readonly List<Channel<StateNews>> _listeners = [];
    private TaskCompletionSource _somebody = NewSource();

    /// <summary>Somebody listens; complete at once while somebody does.</summary>
    public Task SomebodyAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return _somebody.Task.WaitAsync(cancellationToken);
        }
    }

    public bool HasListeners
    {
        get
        {
            lock (_lock)
            {
                return _listeners.Count > 0;
            }
        }
    }

    /// <summary>Null when too many listen.</summary>
    public Listening? Listen()
    {
        var channel = Channel.CreateBounded<StateNews>(
            new BoundedChannelOptions(MostHeld) { FullMode = BoundedChannelFullMode.DropOldest }
        );
        lock (_lock)
        {
            if (_listeners.Count >= MostListeners)
            {
                return null;
            }

            _listeners.Add(channel);
            _somebody.TrySetResult();
        }

        return new Listening(channel.Reader, () => Leave(channel));
    }

    public void Publish(IEnumerable<StateNews> news)
    {
        foreach (var item in news)
        {
            lock (_lock)
            {
                _listeners.ForEach(listener => listener.Writer.TryWrite(item));
            }
        }
    }

    private void Leave(Channel<StateNews> channel)
    {
        lock (_lock)
        {
            if (_listeners.Remove(channel) && _listeners.Count == 0)
            {
                _somebody = NewSource();
            }
        }
    }

    private static TaskCompletionSource NewSource() =>
        new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A place among those who listen; given up on dispose.</summary>
internal sealed class Listening(ChannelReader<StateNews> news, Action leave) : IDisposable
{
    public ChannelReader<StateNews> News => news;

    public void Dispose() => leave();
}
