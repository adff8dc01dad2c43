using System.Diagnostics;

namespace ScalingPipeline.Testing;

/// <summary>The built command line as a process of its own, as a user runs it. Whoever uses it refers to the worker's project, which puts it beside.</summary>
public static class CommandLineProcess
{
    private static readonly string _binary = Path.Combine(
        AppContext.BaseDirectory,
        "scaling-pipeline.dll"
    );

    /// <param name="environment">Variables besides those of this process; null: none.</param>
    /// <param name="arguments">Of the command line.</param>
    /// <param name="folder">The current folder of the process; by default that of this one.</param>
    public static Process Start(
        IReadOnlyDictionary<string, string>? environment,
        IEnumerable<string> arguments,
        string folder = ""
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var argument in arguments.Prepend(_binary))
        {
            start.ArgumentList.Add(argument);
        }

        // A short command costs a fifth less when it is not compiled well at once; what it does is the same.
        start.Environment["DOTNET_TC_QuickJitForLoops"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
