using System.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary>The options of every command with which somebody judges.</summary>
internal static class Judging
{
    public static Option<string> Comment { get; } =
        new("--comment")
        {
            Description = "Why",
            HelpName = "TEXT",
            Required = true,
        };

    public static Option<string> Author { get; } =
        new("--author")
        {
            Description = "Who says so",
            HelpName = "NAME",
            DefaultValueFactory = _ => Environment.UserName,
        };
}
