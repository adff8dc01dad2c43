using System.CommandLine;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

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
                var summary = await PassProgress.RunAsync(
                    terminal,
                    workspace.Get<IngestionPass>(),
                    cancellationToken
                );
                var set = await workspace.Get<ILedger>().SetAsideAsync(cancellationToken);
                terminal.Write(
                    IngestDocument.Of(summary, set),
                    console => Print(console, summary, set)
                );
            }
        );
        return command;
    }

    /// <summary>Counts that add up, then one sentence for each log that is not committed.</summary>
    internal static void Print(
        IAnsiConsole console,
        IngestionSummary summary,
        IReadOnlyList<LedgerEntry> setAside
    )
    {
        var files = FileCounts.From(summary.Files);
        console.WriteLine(
            $"{summary.Files.Seen:#,0} seen = {files.Committed:#,0} committed + {files.InProgress:#,0} in progress + {files.Superseded:#,0} superseded + {files.Quarantined:#,0} quarantined + {files.Foreign:#,0} foreign"
        );
        console.WriteLine(
            $"{summary.RowsDecoded:#,0} rows read now, {summary.Rows:#,0} counted in all; {summary.Runs} runs in {summary.Domains.Count} domains: {string.Join(", ", summary.Domains)}"
        );
        foreach (var problem in summary.DefinitionProblems)
        {
            console.WriteLine($"definition: {problem}");
        }

        foreach (var entry in setAside.Where(entry => entry.State != BlobState.Foreign))
        {
            console.WriteLine(
                $"{LedgerWords.State(entry.State)}: {entry.Blob.Name}: {entry.Reason}"
            );
        }
    }
}
