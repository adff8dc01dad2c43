using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How one try of reading a blob ended.</summary>
internal abstract record BlobOutcome
{
    public sealed record Read(Decoded Decoded) : BlobOutcome;

    /// <summary>Not readable yet; no fault of anybody.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="IsHalfWritten">Whether this version can never become readable: what completes it is another version.</param>
    public sealed record NotYet(string Reason, bool IsHalfWritten) : BlobOutcome;

    /// <summary>Reading it again would give the same.</summary>
    public sealed record Refused(string Reason) : BlobOutcome;

    /// <summary>It may go better next time.</summary>
    public sealed record Failed(string Reason) : BlobOutcome;

    /// <summary>The storage failed; nothing is known of the blob.</summary>
    public sealed record StorageFailed(string Reason) : BlobOutcome;

    /// <param name="fault">What ended the try.</param>
    /// <param name="blob">The blob's name, which the reason does not repeat: it stands beside it wherever it is shown.</param>
    public static BlobOutcome Of(Exception fault, string blob) =>
        fault switch
        {
            HalfWrittenException => new NotYet(fault.Message, IsHalfWritten: true),
            ParquetException { Kind: ParquetErrorKind.HalfWritten } => new NotYet(
                WithoutName(fault.Message, blob),
                IsHalfWritten: true
            ),
            ParquetException => new Refused(WithoutName(fault.Message, blob)),
            LogContentException => new Refused(fault.Message),
            OverflowException => new Refused("It has numbers too large to count with."),
            _ when BlobOperation.IsOfStorage(fault) => new StorageFailed(OneLine(fault.Message)),
            Polly.Timeout.TimeoutRejectedException => new Failed("Reading it took too long."),
            _ => new Failed(OneLine(fault.Message)),
        };

    private static string WithoutName(string message, string blob)
    {
        var prefix = $"{blob}: ";
        return
            message.StartsWith(prefix, StringComparison.Ordinal) && message.Length > prefix.Length
            ? char.ToUpperInvariant(message[prefix.Length]) + message[(prefix.Length + 1)..]
            : message;
    }

    private static string OneLine(string message)
    {
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
