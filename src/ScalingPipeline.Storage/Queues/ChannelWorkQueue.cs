using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Queues;

/// <summary>
/// A work queue in the process, for one worker process: what it holds ends with it, and the next scan notices it again. At most
/// <see cref="WorkQueueOptions.Capacity"/> notices are waiting or being worked on; whoever sends more waits.
/// </summary>
public sealed partial class ChannelWorkQueue : IWorkQueue, IDisposable
{
    private readonly Channel<ChannelEntry> _waiting = Channel.CreateUnbounded<ChannelEntry>();
    private readonly SemaphoreSlim _room;
    private readonly WorkQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ChannelWorkQueue(
        WorkQueueOptions options,
        TimeProvider time,
        ILogger<ChannelWorkQueue> logger
    )
    {
        (_options, _time, _logger) = (options, time, logger);
        _room = new SemaphoreSlim(options.Capacity, options.Capacity);
    }

    /// <inheritdoc/>
    public async Task SendAsync(
        IReadOnlyCollection<BlobNotice> notices,
        CancellationToken cancellationToken
    )
    {
        foreach (var notice in notices)
        {
            await _room.WaitAsync(cancellationToken);
            Enqueue(new ChannelEntry(notice));
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IWorkItem>> ReceiveAsync(
        int most,
        CancellationToken cancellationToken
    )
    {
        if (!await IsAnyWaitingAsync(cancellationToken))
        {
            return [];
        }

        var items = new List<IWorkItem>();
        while (items.Count < most && _waiting.Reader.TryRead(out var entry))
        {
            if (entry.Deliver() is not { } delivery)
            {
                continue;
            }

            var item = new ChannelWorkItem(this, entry, delivery, _options.HiddenFor, _time);
            if (item.Deliveries > _options.MostDeliveries)
            {
                await item.SetAsideAsync(
                    $"It was delivered {_options.MostDeliveries} times and never completed.",
                    cancellationToken
                );
            }
            else
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <inheritdoc/>
    public Task<long> DepthAsync(CancellationToken cancellationToken) =>
        Task.FromResult((long)_options.Capacity - _room.CurrentCount);

    /// <inheritdoc/>
    public Task<long> SetAsideDepthAsync(CancellationToken cancellationToken) =>
        Task.FromResult(0L);

    public void Dispose() => _room.Dispose();

    internal void Enqueue(ChannelEntry entry) => _waiting.Writer.TryWrite(entry);

    internal void Forget() => _room.Release();

    internal void SetAside(BlobNotice notice, string reason) =>
        NoticeSetAside(_logger, notice.Name, reason);

    private async Task<bool> IsAnyWaitingAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.LookEvery, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            limit.Token,
            cancellationToken
        );
        try
        {
            return await _waiting.Reader.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(4302, LogLevel.Warning, "Set aside the notice of {Blob}: {Reason}")]
    private static partial void NoticeSetAside(ILogger logger, string blob, string reason);
}
