using System.Diagnostics;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Deployment.Tests.Support;

/// <summary>Runs a program in the root of the checkout.</summary>
internal static class Tool
{
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(
        string program,
        params string[] arguments
    ) => RunWithAsync([], program, arguments);

    /// <summary>The same, with further environment variables; one that is null is taken away.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunWithAsync(
        Dictionary<string, string?> variables,
        string program,
        params string[] arguments
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = SharedData.RepositoryRoot,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var cancelled = TestContext.Current.CancellationToken;
        var error = process.StandardError.ReadToEndAsync(cancelled);
        var output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, output, await error);
    }
}
