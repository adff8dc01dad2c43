using System.CommandLine;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>ingest</c>: one pass over a folder or container.</summary>
public static class IngestCommand
{
    public static Command Create()
    {
        var location = LogLocation.Argument();
        var command = new Command("ingest", "Read all new logs of a folder or container, once")
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
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var pass = workspace.Get<IngestionPass>();
                var report = await PassReport.OfAsync(
                    await PassProgress.RunAsync(terminal, pass, cancellationToken),
                    workspace.Get<ILedger>(),
                    pass.Container,
                    cancellationToken
                );
                terminal.Write(report.Document, report.Print);
            }
        );
        return command;
    }
}
