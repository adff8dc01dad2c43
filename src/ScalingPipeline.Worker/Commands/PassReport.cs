using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Worker.Contracts;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary>A pass, and what the ledger says after it.</summary>
internal sealed record PassReport(
    PassOutcome Outcome,
    LedgerCounts Files,
    ContainerTotals Totals,
    IReadOnlyList<LedgerEntry> SetAside
)
{
    public IngestDocument Document => IngestDocument.Of(Outcome, Files, Totals, SetAside);

    public static async Task<PassReport> OfAsync(
        PassOutcome outcome,
        ILedger ledger,
        string container,
        CancellationToken cancellationToken
    ) =>
        new(
            outcome,
            await ledger.CountAsync(cancellationToken),
            await ledger.TotalsAsync(container, cancellationToken),
            await ledger.SetAsideAsync(cancellationToken)
        );

    /// <summary>Counts that add up, then one sentence for each log that is not committed.</summary>
    public void Print(IAnsiConsole console)
    {
        var files = FileCounts.From(Files);
        console.WriteLine(
            $"{Files.Seen:#,0} seen = {files.Committed:#,0} committed + {files.InProgress:#,0} in progress + {files.Superseded:#,0} superseded + {files.Quarantined:#,0} quarantined + {files.Foreign:#,0} foreign"
        );
        console.WriteLine(
            $"{Outcome.RowsDecoded:#,0} rows read now, {Totals.Rows:#,0} counted in all; {Totals.Runs} runs in {Totals.Domains.Count} domains: {string.Join(", ", Totals.Domains)}"
        );
        foreach (var problem in Outcome.DefinitionProblems)
        {
            console.WriteLine($"definition: {problem}");
        }

        foreach (var entry in SetAside.Where(entry => entry.State != BlobState.Foreign))
        {
            console.WriteLine(
                $"{LedgerWords.State(entry.State)}: {entry.Blob.Name}: {entry.Reason}"
            );
        }
    }
}
