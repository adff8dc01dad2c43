using System.CommandLine;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Proposals;

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
        var all = new Option<bool>("--all")
        {
            Description = "Tell of each file, not of one of each kind",
        };
        var command = new Command(
            "check",
            "Tell of each kind of log which definition takes it, as what of which run, or why none does, and which columns of one file of each kind are read"
        )
        {
            location,
            all,
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
                    console => CheckPrinter.Print(console, report, parsed.GetValue(all))
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
}
