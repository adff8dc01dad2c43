using System.Diagnostics;
using System.Text.Json;

namespace ScalingPipeline.Benchmarks.Ingest;

/// <summary>The first pass of a fresh process, compilation of its code included: what a command of the command line does.</summary>
internal sealed record FirstPass(double Seconds, double PeakMegabytes)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>In this process.</summary>
    public static FirstPass Measure(string logs, string state)
    {
        var seconds = OnePass.Seconds(logs, state, writeNormalized: true);
        using var self = Process.GetCurrentProcess();
        return new FirstPass(seconds, self.PeakWorkingSet64 / 1048576.0);
    }

    /// <summary>In a process of its own.</summary>
    public static FirstPass OfNewProcess(string logs, string state)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(FirstPass).Assembly.Location, "ingest-once", logs, state]
        )
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return JsonSerializer.Deserialize<FirstPass>(output)!;
    }
}
