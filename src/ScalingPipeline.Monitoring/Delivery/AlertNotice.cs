using System.Security.Cryptography;
using System.Text;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>What a sink is told at once: one alert, or several that one refit moved in one domain.</summary>
/// <param name="Entries">At least one.</param>
public sealed record AlertNotice(IReadOnlyList<NoticeEntry> Entries)
{
    /// <summary>Idempotency key: that of the message, or of all of them together.</summary>
    public string Id =>
        Entries.Count == 1
            ? Entries[0].MessageId
            : Convert.ToHexStringLower(
                SHA256.HashData(
                    Encoding.UTF8.GetBytes(string.Join('\n', Entries.Select(e => e.MessageId)))
                )
            );

    public IEnumerable<AlertDocument> Alerts => Entries.Select(e => e.Alert);
}

/// <summary>One alert of a notice.</summary>
/// <param name="MessageId">That of its message in the outbox.</param>
/// <param name="Alert">As it was when the message was made.</param>
public sealed record NoticeEntry(string MessageId, AlertDocument Alert);
