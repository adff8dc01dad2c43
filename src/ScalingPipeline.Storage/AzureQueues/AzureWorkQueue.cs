using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.Events;

namespace ScalingPipeline.Storage.AzureQueues;

/// <summary>
/// A work queue in an Azure Storage Queue, into which Event Grid and the scan both write. Messages that are not for us are removed, those that
/// cannot be understood set aside in <c>QUEUE-poison</c>. Both queues are made when they are missing.
/// </summary>
public sealed class AzureWorkQueue : IWorkQueue
{
    /// <summary>The most that the service gives at once.</summary>
    private const int LargestBatch = 32;

    private const int ParallelSends = 16;

    private static readonly TimeSpan _shortestWait = TimeSpan.FromMilliseconds(100);

    private readonly AzureQueue _queue;
    private readonly PoisonQueue _poison;
    private readonly WatchedBlobs _watched;
    private readonly WorkQueueOptions _options;
    private readonly TimeProvider _time;
    private TimeSpan _wait = _shortestWait;

    internal AzureWorkQueue(
        AzureQueueLocation location,
        WatchedBlobs watched,
        WorkQueueOptions options,
        TimeProvider time,
        ILogger<AzureWorkQueue> logger
    )
    {
        (_watched, _options, _time) = (watched, options, time);
        _queue = new AzureQueue(location.Queue);
        _poison = new PoisonQueue(new AzureQueue(location.Poison), logger);
        Location = location.Display;
    }

    /// <summary>The URL of the queue, without credentials.</summary>
    public string Location { get; }

    /// <inheritdoc/>
    public Task SendAsync(
        IReadOnlyCollection<BlobNotice> notices,
        CancellationToken cancellationToken
    ) =>
        Parallel.ForEachAsync(
            notices,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = ParallelSends,
                CancellationToken = cancellationToken,
            },
            async (notice, token) =>
                await _queue.SendAsync(NoticeMessage.Write(notice, _watched.Container), token)
        );

    /// <inheritdoc/>
    public async Task<IReadOnlyList<IWorkItem>> ReceiveAsync(
        int most,
        CancellationToken cancellationToken
    )
    {
        var messages = (
            await _queue.CallAsync(
                queue =>
                    queue.ReceiveMessagesAsync(
                        Math.Min(most, LargestBatch),
                        _options.HiddenFor,
                        cancellationToken
                    ),
                cancellationToken
            )
        ).Value;
        if (messages.Length == 0)
        {
            await WaitAsync(cancellationToken);
            return [];
        }

        _wait = _shortestWait;
        var items = new List<IWorkItem>(messages.Length);
        foreach (var message in messages)
        {
            if (await UnderstandAsync(message, cancellationToken) is { } item)
            {
                items.Add(item);
            }
        }

        return items;
    }

    /// <inheritdoc/>
    public Task<long> DepthAsync(CancellationToken cancellationToken) =>
        _queue.DepthAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<long> SetAsideDepthAsync(CancellationToken cancellationToken) =>
        _poison.DepthAsync(cancellationToken);

    private async Task<IWorkItem?> UnderstandAsync(
        QueueMessage message,
        CancellationToken cancellationToken
    )
    {
        var read = BlobEvents.Read(message.MessageText, _watched);
        var notice = read.Notices.Count == 1 ? read.Notices[0] : null;
        var item = new AzureWorkItem(
            _queue,
            _poison,
            message,
            notice ?? new BlobNotice(""),
            _options.HiddenFor
        );
        if (message.DequeueCount > _options.MostDeliveries)
        {
            await item.SetAsideAsync(
                $"It was delivered {_options.MostDeliveries} times and never completed.",
                cancellationToken
            );
            return null;
        }

        if (read.Fault is null && notice is not null)
        {
            return item;
        }

        // What else it tells of goes back as messages of their own, so that each can be completed by itself.
        await SendAsync(read.Notices, cancellationToken);
        await (
            read.Fault is { } fault
                ? item.SetAsideAsync($"It cannot be understood: {fault}.", cancellationToken)
                : item.CompleteAsync(cancellationToken)
        );
        return null;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        var wait = _wait < _options.LookEvery ? _wait : _options.LookEvery;
        _wait = wait * 2;
        await Task.Delay(wait, _time, cancellationToken);
    }
}
