using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>One line an event: time (UTC), level unless it is plain information, the sentence. No line holds a secret of the configuration, and none is broken by a name from outside.</summary>
internal sealed class LineFormatter(TimeProvider time, SecretScrubber scrubber)
    : ConsoleFormatter(Key)
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
        var line = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (logEntry.Exception is { } exception)
        {
            line += $" ({exception.GetType().Name}: {exception.Message})";
        }

        textWriter.WriteLine($"{time.GetUtcNow():HH:mm:ss} {level}{OneLine(scrubber.Clean(line))}");
    }

    // Control characters could move the cursor of a terminal or start a line that nobody logged.
    private static string OneLine(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '\uFFFD' : c));
}
