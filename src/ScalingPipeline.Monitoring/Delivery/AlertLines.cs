using System.Globalization;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>One line of a message to people.</summary>
/// <param name="Label">Ours.</param>
/// <param name="Text">May hold names and words from outside: a sink shows it as it is, never as its markup.</param>
internal readonly record struct AlertLine(string Label, string Text);

/// <summary>An alert as people are told of it: the same lines in mail, Slack and Teams.</summary>
internal static class AlertLines
{
    /// <param name="alert">Whose lines.</param>
    /// <param name="longest">The most characters of a text; what is longer is cut and ends with an ellipsis.</param>
    public static IReadOnlyList<AlertLine> Of(AlertDocument alert, int longest)
    {
        var since = alert.Since.UtcDateTime.ToString(
            "yyyy-MM-dd HH:mm 'UTC'",
            CultureInfo.InvariantCulture
        );
        AlertLine[] lines =
        [
            new(State(alert), alert.Code),
            new(AlertSubject.IsWholeDomain(alert.Run) ? "Domain" : "Run", AlertSubject.Full(alert)),
            new("What", alert.Message),
            new("Cause", alert.Cause),
            new("Next", alert.NextStep),
            new("Evidence", alert.Evidence),
            new("Since", alert.SinceStep is { } step ? $"step {step}, seen {since}" : since),
        ];
        return [.. lines.Select(l => l with { Text = Cut(OneLine(l.Text), longest) })];
    }

    /// <summary>What a notice is about, in one line; without its state, so that all of a conversation have the same.</summary>
    public static string Subject(AlertNotice notice, int longest)
    {
        var first = notice.Entries[0].Alert;
        var subject =
            notice.Entries.Count == 1
                ? $"{AlertSubject.Full(first)}: {first.Code}"
                : $"{first.Domain}: {notice.Entries.Count} alerts";
        return Cut(OneLine(subject), longest);
    }

    /// <summary>The subject with what happened before it, for where a message stands alone.</summary>
    public static string Headline(AlertNotice notice, int longest) =>
        Cut(
            notice.Entries.Count == 1
                ? $"{State(notice.Entries[0].Alert)}: {Subject(notice, longest)}"
                : $"{Subject(notice, longest)} ({notice.Alerts.Count(a => a.Status == AlertStatus.Resolved)} resolved)",
            longest
        );

    /// <summary>At most so many UTF-16 units, no character cut in two.</summary>
    public static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = longest - 1;
        return (char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]) + "…";
    }

    private static string State(AlertDocument alert) =>
        alert.Status == AlertStatus.Resolved
            ? "Resolved"
            : $"Firing ({AlertJson.NameOf(alert.Severity)})";

    private static string OneLine(string text) =>
        text.Any(char.IsControl)
            ? string.Create(
                text.Length,
                text,
                static (span, from) =>
                {
                    for (var i = 0; i < span.Length; i++)
                    {
                        span[i] = char.IsControl(from[i]) ? ' ' : from[i];
                    }
                }
            )
            : text;
}
