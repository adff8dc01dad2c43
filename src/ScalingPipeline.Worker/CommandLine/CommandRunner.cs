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

        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false }
            );
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("scaling-pipeline: stopped.");
            return ExitCode.Failed;
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
