using System.Text.Json;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using ScalingPipeline.Storage.Events;

namespace ScalingPipeline.Storage.AzureQueues;

/// <summary>
/// Where messages go that cannot be understood or were delivered too often: JSON with <c>reason</c>, <c>deliveries</c>, <c>inserted</c> and the original
/// <c>message</c>, cut where it would not fit into a message (<c>cut</c> is true then).
/// </summary>
internal sealed partial class PoisonQueue(AzureQueue queue, ILogger logger)
{
    /// <summary>Below the limit of the service, which counts the frame of the message too.</summary>
    private const int LongestText = MessageText.LongestMessage - (1 << 10);

    private const int LongestReason = 2000;

    public async Task AddAsync(
        QueueMessage message,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await queue.SendAsync(Write(message, reason), cancellationToken);
        MessageSetAside(logger, message.MessageId, reason);
    }

    public Task<long> DepthAsync(CancellationToken cancellationToken) =>
        queue.DepthAsync(cancellationToken);

    internal static string Write(QueueMessage message, string reason)
    {
        var original = message.MessageText;
        var kept = original.Length;
        while (true)
        {
            // Escaped to ASCII: a character is a byte.
            var text = JsonSerializer.Serialize(
                new
                {
                    reason = reason[..Math.Min(reason.Length, LongestReason)],
                    deliveries = message.DequeueCount,
                    inserted = message.InsertedOn,
                    cut = kept < original.Length,
                    message = original[..kept],
                }
            );
            if (text.Length <= LongestText)
            {
                return text;
            }

            kept = (int)Math.Min(kept - 1, (long)kept * LongestText / text.Length);
        }
    }

    [LoggerMessage(4301, LogLevel.Warning, "Set aside the message {Id} of the queue: {Reason}")]
    private static partial void MessageSetAside(ILogger logger, string id, string reason);
}
