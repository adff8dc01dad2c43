using System.CommandLine;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>reconcile</c>: compares storage with the ledger, both ways, and reads what is missing.</summary>
public static class ReconcileCommand
{
    public static Command Create()
    {
        var location = LogLocation.Argument();
        var command = new Command(
            "reconcile",
            "Compare storage with the ledger, both ways, and read what is missing"
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
                var terminal = new Terminal(parsed.GetValue(SharedOptions.Json));
                var (ledger, source) = (workspace.Get<ILedger>(), workspace.Get<IBlobSource>());
                var before = await ledger.NewestAsync(source.Container, cancellationToken);
                var summary = await PassProgress.RunAsync(
                    terminal,
                    workspace.Get<IngestionPass>(),
                    cancellationToken
                );
                var stored = await ListAsync(source, cancellationToken);
                var setAside = await ledger.SetAsideAsync(cancellationToken);
                var gone = before
                    .Keys.Where(name => !stored.Contains(name))
                    .Order(StringComparer.Ordinal)
                    .ToArray();
                var found = summary.Changed.Count(entry => !before.ContainsKey(entry.Blob.Name));
                terminal.Write(
                    new
                    {
                        Found = found,
                        Changed = summary.Changed.Count - found,
                        Gone = gone,
                        Ledger = IngestDocument.Of(summary, setAside),
                    },
                    console =>
                    {
                        console.WriteLine(
                            $"{stored.Count:#,0} logs in storage, {before.Count:#,0} were known: {found:#,0} new, {summary.Changed.Count - found:#,0} changed, {gone.Length:#,0} no longer there (what they contributed stays)"
                        );
                        IngestCommand.Print(console, summary, setAside);
                    }
                );
            }
        );
        return command;
    }

    private static async Task<HashSet<string>> ListAsync(
        IBlobSource source,
        CancellationToken cancellationToken
    )
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in source.ListAsync(cancellationToken))
        {
            names.Add(blob.Identity.Name);
        }

        return names;
    }
}
