using System.CommandLine;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.CommandLine;
using ScalingPipeline.Worker.Hosting;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>reconcile</c>: compares storage with the ledger, both ways, and reads what is missing.</summary>
public static class ReconcileCommand
{
    private const int Page = 10_000;

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
                var outcome = await PassProgress.RunAsync(
                    terminal,
                    workspace.Get<IngestionPass>(),
                    cancellationToken
                );
                var gone = await GoneAsync(ledger, source, cancellationToken);
                var report = await PassReport.OfAsync(
                    outcome,
                    ledger,
                    source.Container,
                    cancellationToken
                );
                terminal.Write(
                    new
                    {
                        Found = outcome.New,
                        Changed = outcome.Changed - outcome.New,
                        Gone = gone,
                        Ledger = report.Document,
                    },
                    console =>
                    {
                        console.WriteLine(
                            $"{outcome.Listed:#,0} logs in storage: {outcome.New:#,0} new, {outcome.Changed - outcome.New:#,0} changed; {gone.Count:#,0} in the ledger that are no longer there (what they contributed stays)"
                        );
                        report.Print(console);
                    }
                );
            }
        );
        return command;
    }

    /// <summary>Names in the ledger under which storage has nothing, in their order.</summary>
    private static async Task<IReadOnlyList<string>> GoneAsync(
        ILedger ledger,
        IBlobSource source,
        CancellationToken cancellationToken
    )
    {
        var stored = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in source.ListAsync(cancellationToken))
        {
            stored.Add(blob.Identity.Name);
        }

        var gone = new List<string>();
        string? after = null;
        while (true)
        {
            var page = await ledger.PageAsync(source.Container, after, Page, cancellationToken);
            if (page.Count == 0)
            {
                return gone;
            }

            gone.AddRange(page.Select(e => e.Blob.Name).Where(name => !stored.Contains(name)));
            after = page[^1].Blob.Name;
        }
    }
}
