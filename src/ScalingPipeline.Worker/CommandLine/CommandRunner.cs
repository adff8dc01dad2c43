using System.CommandLine;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Runs a command line: wrong usage and failures become one sentence on stderr and an exit code.</summary>
public static class CommandRunner
{
    private const string TraceVariable = "SCALING_PIPELINE_TRACE";

    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> arguments)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            await Console.Error.WriteLineAsync($"scaling-pipeline: {UsageErrors.Sentence(parsed)}");
            return ExitCode.WrongUsage;
        }

        using var signals = new Signals();
        try
        {
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
            await Console.Error.WriteLineAsync($"scaling-pipeline: {Sentence(exception)}");
            if (Environment.GetEnvironmentVariable(TraceVariable) is "1")
            {
                await Console.Error.WriteLineAsync(exception.ToString());
            }

            return ExitCode.Failed;
        }
    }

    private static string Sentence(Exception exception)
    {
        var message = exception.Message.ReplaceLineEndings(" ").Trim();
        return exception is UserErrorException or IOException or UnauthorizedAccessException
            ? message
            : $"{message} ({exception.GetType().Name}; set {TraceVariable}=1 to see where)";
    }
}
