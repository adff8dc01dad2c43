using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>One line an event: time (UTC), level unless it is plain information, the sentence.</summary>
internal sealed class LineFormatter(TimeProvider time) : ConsoleFormatter(Key)
{
    public const string Key = "line";

    public override void Write<TState>(
        in LogEntry<TState> logEntry,
        IExternalScopeProvider? scopeProvider,
        TextWriter textWriter
    )
    {
        var level = logEntry.LogLevel switch
        {
            LogLevel.Critical or LogLevel.Error => "ERROR ",
            LogLevel.Warning => "WARNING ",
            _ => "",
        };
        textWriter.Write(
            $"{time.GetUtcNow():HH:mm:ss} {level}{logEntry.Formatter(logEntry.State, logEntry.Exception)}"
        );
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(
                $" ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})"
            );
        }

        textWriter.WriteLine();
    }
}
