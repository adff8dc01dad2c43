using System.CommandLine;

namespace ScalingPipeline.Worker.CommandLine;

/// <summary>The options that every command takes.</summary>
public static class SharedOptions
{
    public static Option<DirectoryInfo> Data { get; } =
        new("--data")
        {
            Description = "Where state and output live",
            HelpName = "DIR",
            Recursive = true,
            DefaultValueFactory = _ => new DirectoryInfo(".scaling-pipeline"),
        };

    public static Option<DirectoryInfo?> Pipelines { get; } =
        new("--pipelines")
        {
            Description = "The folder of pipeline definitions (*.yaml) [default: the shipped ones]",
            HelpName = "DIR",
            Recursive = true,
        };

    public static Option<bool> Json { get; } =
        new("--json") { Description = "Print one JSON document on stdout", Recursive = true };

    public static IReadOnlyList<Option> All { get; } = [Data, Pipelines, Json];
}
