using Azure.Storage.Queues.Models;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.AzureQueues;

/// <summary>A message that was received. Its receipt changes with every update: calls come one after the other.</summary>
internal sealed class AzureWorkItem(
    AzureQueue queue,
    PoisonQueue poison,
    QueueMessage message,
    BlobNotice notice,
    TimeSpan hiddenFor
) : IWorkItem
{
    private string _receipt = message.PopReceipt;

    public BlobNotice Notice => notice;

    public long Deliveries => message.DequeueCount;

    public TimeSpan HiddenFor => hiddenFor;

    public Task<bool> RenewAsync(CancellationToken cancellationToken) =>
        HideAsync(hiddenFor, cancellationToken);

    public Task CompleteAsync(CancellationToken cancellationToken) =>
        queue.TryCallAsync(
            q => q.DeleteMessageAsync(message.MessageId, _receipt, cancellationToken),
            cancellationToken
        );

    public Task ReleaseAsync(CancellationToken cancellationToken, TimeSpan after = default) =>
        HideAsync(after, cancellationToken);

    public async Task PostponeAsync(TimeSpan after, CancellationToken cancellationToken)
    {
        await queue.SendAsync(message.MessageText, cancellationToken, after);
        await CompleteAsync(cancellationToken);
    }

    // A process that dies between the two sets it aside twice: better than not at all.
    public async Task SetAsideAsync(string reason, CancellationToken cancellationToken)
    {
        await poison.AddAsync(message, reason, cancellationToken);
        await CompleteAsync(cancellationToken);
    }

    private Task<bool> HideAsync(TimeSpan time, CancellationToken cancellationToken) =>
        queue.TryCallAsync(
            async q =>
                _receipt = (
                    await q.UpdateMessageAsync(
                        message.MessageId,
                        _receipt,
                        visibilityTimeout: time,
                        cancellationToken: cancellationToken
                    )
                )
                    .Value
                    .PopReceipt,
            cancellationToken
        );
}
