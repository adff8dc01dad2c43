using System.Globalization;
using System.Text.Json;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Storage.Events;

/// <summary>
/// Reads what is in the queue: the <c>BlobCreated</c> events of Event Grid, in its own schema and in CloudEvents 1.0, one or an array of them, and
/// <see cref="NoticeMessage"/>. Other events, and those of other accounts, containers and prefixes, say nothing.
/// </summary>
/// <remarks>
/// The event's <c>sequencer</c> and <c>eTag</c> are not looked at: an event says only where to look, the worker asks the storage for the newest
/// version, and so events that are late, doubled or out of order cannot make it read an old one.
/// <para>
/// Whether a URL or subject is percent-encoded differs between services and versions. Both are read, the URL decoded once and the subject as it
/// is; where they disagree both names are noticed, and the one that is none costs one request.
/// </para>
/// </remarks>
internal static class BlobEvents
{
    private const string Created = "Microsoft.Storage.BlobCreated";

    /// <summary>The calls after which a blob is whole; others, such as <c>CreateFile</c>, tell of a beginning.</summary>
    private static readonly string[] _completing =
    [
        "PutBlob",
        "PutBlockList",
        "CopyBlob",
        "FlushWithClose",
    ];

    public static MessageNotices Read(string text, WatchedBlobs watched)
    {
        using var message = MessageText.Parse(text, out var fault);
        if (message is null)
        {
            return new([], fault);
        }

        var notices = new List<BlobNotice>();
        var root = message.RootElement;
        foreach (
            var element in root.ValueKind == JsonValueKind.Array
                ? root.EnumerateArray().AsEnumerable()
                : [root]
        )
        {
            try
            {
                fault = Read(element, watched, notices) ?? fault;
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair.
                fault = "an event holds text that is no Unicode";
            }
        }

        return new([.. notices.Distinct()], fault);
    }

    private static string? Read(JsonElement element, WatchedBlobs watched, List<BlobNotice> notices)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return "it holds something that is no event";
        }

        return (Text(element, "type") ?? Text(element, "eventType")) switch
        {
            null => "an event has no type",
            Created => ReadCreated(element, watched, notices),
            NoticeMessage.EventType => ReadOwn(element, watched, notices),
            _ => null,
        };
    }

    private static string? ReadCreated(
        JsonElement element,
        WatchedBlobs watched,
        List<BlobNotice> notices
    )
    {
        if (
            !element.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object
            || Text(data, "api") is not { } api
        )
        {
            return "an event has no data.api";
        }

        var (url, subject) = (Text(data, "url"), Text(element, "subject"));
        if (url is null && subject is null)
        {
            return "an event has neither data.url nor a subject";
        }

        if (_completing.Contains(api, StringComparer.Ordinal))
        {
            var topic = Text(element, "source") ?? Text(element, "topic") ?? "";
            Add(url is null ? null : watched.NameOfUrl(url), element, notices);
            Add(subject is null ? null : watched.NameOfSubject(topic, subject), element, notices);
        }

        return null;
    }

    private static string? ReadOwn(
        JsonElement element,
        WatchedBlobs watched,
        List<BlobNotice> notices
    )
    {
        if (Text(element, "source") is not { } source || Text(element, "subject") is not { } name)
        {
            return "an event has no source or subject";
        }

        var isOurs = source.Equals(
            NoticeMessage.SourceOf(watched.Container),
            StringComparison.Ordinal
        );
        Add(isOurs ? name : null, element, notices);
        return null;
    }

    // Some services write U+FFFD for what they cannot encode: that is nobody's name.
    private static void Add(string? name, JsonElement element, List<BlobNotice> notices)
    {
        if (!string.IsNullOrEmpty(name) && !name.Contains('\uFFFD'))
        {
            notices.Add(new BlobNotice(name, Time(element)));
        }
    }

    private static DateTimeOffset? Time(JsonElement element) =>
        DateTimeOffset.TryParse(
            Text(element, "time") ?? Text(element, "eventTime"),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : null;

    private static string? Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
