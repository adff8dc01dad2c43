using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>How one try of reading a blob ended.</summary>
internal abstract record BlobOutcome
{
    public sealed record Read(Decoded Decoded) : BlobOutcome;

    /// <summary>Not readable yet; no fault of anybody.</summary>
    public sealed record NotYet(string Reason) : BlobOutcome;

    /// <summary>Reading it again would give the same.</summary>
    public sealed record Refused(string Reason) : BlobOutcome;

    /// <summary>It may go better next time.</summary>
    public sealed record Failed(string Reason) : BlobOutcome;

    public static BlobOutcome Of(Exception fault) =>
        fault switch
        {
            HalfWrittenException => new NotYet(fault.Message),
            ParquetException { Kind: ParquetErrorKind.HalfWritten } => new NotYet(fault.Message),
            ParquetException or LogContentException => new Refused(fault.Message),
            OverflowException => new Refused("It has numbers too large to count with."),
            Polly.Timeout.TimeoutRejectedException => new Failed("Reading it took too long."),
            _ => new Failed(OneLine(fault.Message)),
        };

    private static string OneLine(string message)
    {
        var end = message.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? message : message[..end];
    }
}
