using System.Diagnostics;
using System.Globalization;
using ScalingPipeline.Parquet.Fuzzing;

// dotnet run -c Release --project tests/ScalingPipeline.Parquet.Fuzzing -- [--inputs N] [--first N] [--seed N] [--threads N] [--folder DIR]
var inputs = Number("--inputs", 1_000_000);
var first = Number("--first", 0);
var seed = (int)Number("--seed", 1);
var threads = (int)Number("--threads", Environment.ProcessorCount);
var clock = Stopwatch.StartNew();
var result = FuzzRun.Run(
    first,
    inputs,
    seed,
    threads,
    Text("--folder"),
    done =>
    {
        if (done % 100_000 == 0)
        {
            Console.Error.WriteLine($"{done} inputs");
        }
    }
);
foreach (var finding in result.Findings.Take(20))
{
    Console.WriteLine($"Input {finding.Number}: {finding.What}");
}

Console.WriteLine(
    string.Create(
        CultureInfo.InvariantCulture,
        $"{result.Inputs} inputs in {clock.Elapsed.TotalSeconds:0} s: {result.Read} read, {result.Inputs - result.Read - result.Findings.Count} refused, {result.Findings.Count} findings (seed {seed})."
    )
);
return result.Findings.Count == 0 ? 0 : 1;

string? Text(string name)
{
    var at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
}

long Number(string name, long fallback) =>
    Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : fallback;
