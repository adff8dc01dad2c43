using ScalingPipeline.Testing;

namespace ScalingPipeline.Chaos;

/// <summary>The built command line, as processes of their own.</summary>
internal static class Cli
{
    /// <summary>What a command prints.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message is what it said.</exception>
    public static async Task<string> OutputAsync(
        IReadOnlyDictionary<string, string> environment,
        params IEnumerable<string> arguments
    )
    {
        using var process = CommandLineProcess.Start(environment, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException(
                $"{string.Join(' ', arguments)} ended with {process.ExitCode}: {await error}"
            );
    }
}
