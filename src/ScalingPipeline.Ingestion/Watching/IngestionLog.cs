using Microsoft.Extensions.Logging;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Log lines of ingestion: event ids 2000 to 2099.</summary>
internal static partial class IngestionLog
{
    [LoggerMessage(2000, LogLevel.Debug, "Committed {Blob}: {Rows} rows")]
    public static partial void Committed(ILogger logger, string blob, long rows);

    [LoggerMessage(2001, LogLevel.Warning, "Set aside {Blob}: {Reason}")]
    public static partial void Quarantined(ILogger logger, string blob, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Could not read {Blob}; it is tried again")]
    public static partial void ReadFailed(ILogger logger, string blob, Exception fault);

    [LoggerMessage(
        2003,
        LogLevel.Error,
        "Could not write the normalized losses of {Blob}; they are tried again"
    )]
    public static partial void OutputFailed(ILogger logger, string blob, Exception fault);

    [LoggerMessage(2004, LogLevel.Warning, "Pipeline definition left out: {Problem}")]
    public static partial void DefinitionLeftOut(ILogger logger, string problem);

    [LoggerMessage(
        2005,
        LogLevel.Information,
        "Took in {Blobs} blobs, {Rows} rows, of {Container}"
    )]
    public static partial void PassDone(ILogger logger, int blobs, long rows, string container);

    [LoggerMessage(2006, LogLevel.Error, "A pass over {Container} failed; the next is in {Delay}")]
    public static partial void PassFailed(
        ILogger logger,
        string container,
        TimeSpan delay,
        Exception fault
    );

    [LoggerMessage(
        2007,
        LogLevel.Information,
        "Sent {Notices} notices of {Container} to the queue"
    )]
    public static partial void Sent(ILogger logger, long notices, string container);

    [LoggerMessage(
        2008,
        LogLevel.Error,
        "The work queue could not be reached; the next try is in {Delay}"
    )]
    public static partial void QueueFailed(ILogger logger, TimeSpan delay, Exception fault);

    [LoggerMessage(
        2009,
        LogLevel.Warning,
        "The notice of {Blob} could not be worked on (delivery {Delivery}); it comes again"
    )]
    public static partial void NoticeFailed(
        ILogger logger,
        string blob,
        long delivery,
        Exception fault
    );
}
