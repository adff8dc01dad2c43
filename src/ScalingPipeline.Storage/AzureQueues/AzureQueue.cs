using Azure;
using Azure.Storage.Queues;
using ScalingPipeline.Storage.AzureBlobs;

namespace ScalingPipeline.Storage.AzureQueues;

/// <summary>One storage queue, made when it is first missed; what goes wrong is an <see cref="IOException"/> of one sentence.</summary>
internal sealed class AzureQueue(QueueClient client)
{
    private static readonly TimeSpan _forever = TimeSpan.FromSeconds(-1);

    private readonly string _location = client.Uri.GetLeftPart(UriPartial.Path);

    public Task SendAsync(
        string text,
        CancellationToken cancellationToken,
        TimeSpan after = default
    ) =>
        CallAsync(
            queue =>
                queue.SendMessageAsync(
                    text,
                    visibilityTimeout: after,
                    timeToLive: _forever,
                    cancellationToken: cancellationToken
                ),
            cancellationToken
        );

    /// <summary>Messages waiting or being worked on, about.</summary>
    public async Task<long> DepthAsync(CancellationToken cancellationToken)
    {
        var properties = await CallAsync(
            queue => queue.GetPropertiesAsync(cancellationToken),
            cancellationToken
        );
        return properties.Value.ApproximateMessagesCountLong;
    }

    /// <summary>Calls the service; makes the queue and calls again when it does not exist.</summary>
    public async Task<T> CallAsync<T>(
        Func<QueueClient, Task<T>> call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            try
            {
                return await call(client);
            }
            catch (RequestFailedException missing) when (missing.ErrorCode is "QueueNotFound")
            {
                await client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
                return await call(client);
            }
        }
        catch (Exception problem)
            when (AzureFault.Is(problem, cancellationToken) && !IsLost(problem))
        {
            throw AzureFault.Explain(_location, problem);
        }
    }

    /// <summary>Calls the service about a message that was received.</summary>
    /// <returns>False when the message is gone, or another worker has it.</returns>
    public async Task<bool> TryCallAsync(
        Func<QueueClient, Task> call,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await CallAsync(
                async queue =>
                {
                    await call(queue);
                    return true;
                },
                cancellationToken
            );
        }
        catch (RequestFailedException lost) when (IsLost(lost))
        {
            return false;
        }
    }

    private static bool IsLost(Exception problem) =>
        problem is RequestFailedException { ErrorCode: "MessageNotFound" or "PopReceiptMismatch" };
}
