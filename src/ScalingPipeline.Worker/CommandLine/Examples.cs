using System.CommandLine;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>Lines to type, by command; a group of commands has those of its own commands.</summary>
internal static class Examples
{
    private const string Program = "scaling-pipeline";

    private static readonly string[] _all =
    [
        "run --demo",
        "run --logs https://ACCOUNT.blob.core.windows.net/CONTAINER",
        "ingest logs",
        "reconcile logs",
        "replay logs --prefix math/ --since 2026-01-31 --dry-run",
        "forget --container logs --yes",
        "refit --domain math",
        "laws --domain math",
        "laws --fit forecast --json",
        "alerts --all",
        "alerts silence --domain math --for 8h --comment migration",
        "alerts silences",
        "alerts unsilence 3f2a9c",
        "alerts acknowledge 3f2a9c --comment \"learning rate is being lowered\"",
        "alerts test pipelines/tests/alerts.yaml",
        "runs mark RUN faulty --domain math --comment \"wrong tokenizer\"",
        "explain RUN",
        "explain math/RUN/train/part-00000.parquet",
        "forecast --domain language --parameters 1e9 --tokens 2e10",
        "forecast --domain language --compute 1e21",
        "forecast --domain language --target-loss 2.1",
        "report --output reports",
        "fit runs.csv --law chinchilla",
        "fit runs.csv --law \"L(N,D)\" --where \"width>=256\"",
        "fit runs.csv --law gadre --predict large.csv --reporting",
        "fit curve.csv --law \"curve(D)\" --predict later.csv",
        "fit runs.csv --law \"L(N)\" --compare-by architecture",
        "simulate --output logs --faults learning-rate-too-high logged-in-bits",
        "estimate --layers 24 --d-model 2048 --context 2048 --tokens 3e11",
        "parquet schema part-00000.parquet",
        "parquet head part-00000.parquet --rows 5",
        "parquet cat part-00000.parquet --columns step loss --format json",
        "definition check logs",
        "definition init logs > pipelines/mine.yaml",
        "doctor",
        "backup state.db",
        "api-key new",
        "completion bash > /etc/bash_completion.d/scaling-pipeline",
    ];

    /// <summary>With the program's name in front.</summary>
    public static IEnumerable<string> Of(Command command)
    {
        var path = string.Join(' ', UsageErrors.Path(command).Skip(1));
        return _all.Where(line =>
                path.Length == 0
                    ? line is "run --demo"
                    : line.StartsWith(path, StringComparison.Ordinal)
                        && (line.Length == path.Length || line[path.Length] == ' ')
            )
            .Select(line => $"{Program} {line}");
    }
}
