using System.CommandLine;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Proposals;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>definition</c>: what pipeline definitions make of the logs that are there.</summary>
public static class DefinitionCommand
{
    public static Command Create() =>
        new("definition", "What pipeline definitions make of the logs that are there")
        {
            Check(),
            Init(),
        };

    private static Command Check()
    {
        var location = LogLocation.Argument();
        var command = new Command(
            "check",
            "Tell of each log which definition takes it, as what of which run, or why none does, and which columns of one file of each kind are read"
        )
        {
            location,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(
                    parsed,
                    LogLocation.Checked(parsed.GetRequiredValue(location))
                );
                var report = await DefinitionReport.OfAsync(
                    workspace.Get<IBlobSource>(),
                    workspace.Get<IDefinitions>().Current(),
                    cancellationToken
                );
                new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                    report,
                    console => Print(console, report)
                );
                return report.IsFaulty ? ExitCode.Failed : ExitCode.Done;
            }
        );
        return command;
    }

    private static Command Init()
    {
        var location = LogLocation.Argument();
        var domain = new Option<string?>("--domain")
        {
            Description = "The folder that the runs lie in [default: the one with most files]",
            HelpName = "D",
        };
        var command = new Command("init", "Look at logs and propose a definition for them")
        {
            location,
            domain,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                await using var workspace = Workspace.Open(
                    parsed,
                    LogLocation.Checked(parsed.GetRequiredValue(location))
                );
                var yaml = await DefinitionProposal.OfAsync(
                    workspace.Get<IBlobSource>(),
                    parsed.GetValue(domain),
                    cancellationToken
                );
                if (parsed.GetValue(SharedOptions.Json))
                {
                    Console.Out.WriteLine(JsonOutput.Serialize(new { Yaml = yaml }));
                }
                else
                {
                    Console.Out.Write(yaml);
                }
            }
        );
        return command;
    }

    private static void Print(IAnsiConsole console, DefinitionReport report)
    {
        foreach (var file in report.Files)
        {
            Line(
                console,
                file.Match is { } match
                    ? $"{file.Name}: {match.What} of run {match.Run} in {match.Domain}, by {match.File}"
                    : $"{file.Name}: not taken. {file.Reason}"
            );
        }

        foreach (var sample in report.Columns)
        {
            Line(console, $"Columns of {sample.Name}: {sample.Columns.Sentence}");
        }

        foreach (var run in report.Undeclared)
        {
            Line(
                console,
                $"Run {run.Run} of {run.Domain} has no declaration here: its logs would wait for it."
            );
        }

        foreach (var problem in report.Problems)
        {
            Line(console, problem);
        }

        Line(
            console,
            report.Files.Count == 0
                ? "There are no logs here."
                : $"{report.Taken:#,0} of {report.Files.Count:#,0} files would be taken."
        );
    }

    private static void Line(IAnsiConsole console, string text) =>
        console.Write(new Text(Visible.Text(text) + "\n"));
}
