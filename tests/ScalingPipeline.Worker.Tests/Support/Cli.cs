using System.Diagnostics;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Worker.Tests.Support;

/// <summary>Runs the built command line as a process of its own, as a user does.</summary>
internal static class Cli
{
    public static async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var process = CommandLineProcess.Start(environment: null, arguments);
        return await FinishAsync(process);
    }

    /// <summary>The JSON document that a command prints; fails the test when it does not end well.</summary>
    public static async Task<JsonNode> JsonAsync(params string[] arguments)
    {
        var result = await RunAsync([.. arguments, "--json"]);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Error}");
        return JsonNode.Parse(result.Output)!;
    }

    public static async Task<CliResult> RunWithAsync(
        IReadOnlyDictionary<string, string> environment,
        params string[] arguments
    )
    {
        using var process = CommandLineProcess.Start(environment, arguments);
        return await FinishAsync(process);
    }

    /// <summary>Runs it with another folder as the current one.</summary>
    public static async Task<CliResult> RunInAsync(string folder, params string[] arguments)
    {
        using var process = CommandLineProcess.Start(environment: null, arguments, folder);
        return await FinishAsync(process);
    }

    /// <summary>The file that <c>dotnet</c> runs.</summary>
    public static string Binary { get; } =
        Path.Combine(AppContext.BaseDirectory, "scaling-pipeline.dll");

    /// <summary>Runs another program; fails the test when it does not end well.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunProgramAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.StandardInput.Close();
        var result = await FinishAsync(process);
        Assert.True(result.ExitCode == 0, $"{result.Output}{result.Error}");
        return result.Output;
    }

    private static async Task<CliResult> FinishAsync(Process process)
    {
        var cancelled = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancelled);
        var error = process.StandardError.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return new CliResult(process.ExitCode, await output, await error);
    }
}

internal sealed record CliResult(int ExitCode, string Output, string Error);
