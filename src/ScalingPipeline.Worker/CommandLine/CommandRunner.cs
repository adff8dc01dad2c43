using System.CommandLine;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Judgements;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Runs a command line: wrong usage and failures, of whatever kind and wherever, become one sentence on stderr and an exit code.</summary>
public static class CommandRunner
{
    private const string TraceVariable = "SCALING_PIPELINE_TRACE";

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> arguments)
    {
        using var signals = new Signals();
        try
        {
            var parsed = root.Parse(arguments);
            if (
                parsed.Action is not ExampleHelp
                && !IsSuggesting(arguments)
                && UsageErrors.Of(parsed) is { } fault
            )
            {
                await Console.Error.WriteLineAsync($"scaling-pipeline: {Visible.Text(fault)}");
                return ExitCode.WrongUsage;
            }

            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                },
                signals.Stop
            );
        }
        catch (OperationCanceledException) when (signals.ExitCode is { } code)
        {
            await Console.Error.WriteLineAsync("scaling-pipeline: stopped.");
            return code;
        }
        catch (Exception exception)
        {
            await Console.Error.WriteLineAsync($"scaling-pipeline: {SentenceOf(exception)}");
            if (Environment.GetEnvironmentVariable(TraceVariable) is "1")
            {
                await Console.Error.WriteLineAsync(exception.ToString());
            }

            return ExitCode.Failed;
        }
    }

    /// <summary>A shell asks what may come next; see <see cref="CompletionScripts"/>.</summary>
    private static bool IsSuggesting(IReadOnlyList<string> arguments) =>
        arguments is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    private static string SentenceOf(Exception exception)
    {
        if (exception is OptionsValidationException wrong)
        {
            return string.Join(" ", wrong.Failures);
        }

        var message = exception.Message.ReplaceLineEndings(" ").Trim();
        return
            exception
                is UserErrorException
                    or JudgementException
                    or IOException
                    or UnauthorizedAccessException
            ? message
            : $"{message} ({exception.GetType().Name}; set {TraceVariable}=1 to see where)";
    }
}
