using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Queues;

/// <summary>One delivery by a <see cref="ChannelWorkQueue"/>; given back by a timer when its time is over.</summary>
internal sealed class ChannelWorkItem : IWorkItem
{
    private readonly ChannelWorkQueue _queue;
    private readonly ChannelEntry _entry;
    private readonly int _delivery;
    private readonly ITimer _timer;

    public ChannelWorkItem(
        ChannelWorkQueue queue,
        ChannelEntry entry,
        (int Number, int Counted) delivery,
        TimeSpan hiddenFor,
        TimeProvider time
    )
    {
        (_queue, _entry, HiddenFor) = (queue, entry, hiddenFor);
        (_delivery, Deliveries) = delivery;
        _timer = time.CreateTimer(_ => GiveBack(), null, hiddenFor, Timeout.InfiniteTimeSpan);
    }

    public BlobNotice Notice => _entry.Notice;

    public long Deliveries { get; }

    public TimeSpan HiddenFor { get; }

    public Task<bool> RenewAsync(CancellationToken cancellationToken) =>
        Task.FromResult(
            _entry.IsHeldBy(_delivery) && _timer.Change(HiddenFor, Timeout.InfiniteTimeSpan)
        );

    public Task CompleteAsync(CancellationToken cancellationToken)
    {
        Finish();
        return Task.CompletedTask;
    }

    public Task ReleaseAsync(CancellationToken cancellationToken, TimeSpan after = default)
    {
        if (after > TimeSpan.Zero)
        {
            _timer.Change(after, Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer.Dispose();
            GiveBack();
        }

        return Task.CompletedTask;
    }

    public Task PostponeAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        if (_entry.Uncount(_delivery))
        {
            _timer.Change(after, Timeout.InfiniteTimeSpan);
        }

        return Task.CompletedTask;
    }

    public Task SetAsideAsync(string reason, CancellationToken cancellationToken)
    {
        if (Finish())
        {
            _queue.SetAside(Notice, reason);
        }

        return Task.CompletedTask;
    }

    private bool Finish()
    {
        _timer.Dispose();
        if (!_entry.Finish(_delivery))
        {
            return false;
        }

        _queue.Forget();
        return true;
    }

    private void GiveBack()
    {
        if (_entry.GiveBack(_delivery))
        {
            _queue.Enqueue(_entry);
        }
    }
}
