using System.Text.Json;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>Puts messages together that one refit made for one domain, so that people get one notice and not thirty.</summary>
internal static class NoticeGroups
{
    /// <param name="due">Messages to one sink.</param>
    /// <param name="capacity">The most in one group.</param>
    /// <returns>Groups in the order of their first messages.</returns>
    public static IEnumerable<IReadOnlyList<OutboxMessage>> Of(
        IEnumerable<OutboxMessage> due,
        int capacity
    ) =>
        capacity <= 1
            ? due.Select(message => new[] { message })
            // All messages of a refit are dated by its one look at the clock.
            : due.GroupBy(message => (message.Created, Key(message)))
                .SelectMany(group => group.Chunk(capacity));

    // What cannot be read holds up nothing else: it is a group of its own.
    private static string Key(OutboxMessage message)
    {
        try
        {
            return $"domain {AlertJson.Parse(message.Payload).Domain}";
        }
        catch (JsonException)
        {
            return $"message {message.Id}";
        }
    }
}
