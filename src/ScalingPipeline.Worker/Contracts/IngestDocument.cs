using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>The result of <c>ingest --json</c>. Field names are stable.</summary>
/// <param name="Files">Blob versions by state.</param>
/// <param name="Rows">Rows of all committed logs.</param>
/// <param name="Runs">Runs with at least one committed log.</param>
/// <param name="Domains">Their domains, ordered.</param>
/// <param name="Problems">What needs a person: one sentence for each log that is not committed, and for each broken definition.</param>
public sealed record IngestDocument(
    FileCounts Files,
    long Rows,
    int Runs,
    IReadOnlyList<string> Domains,
    IReadOnlyList<ProblemDocument> Problems
)
{
    public static IngestDocument Of(
        PassOutcome outcome,
        LedgerCounts files,
        ContainerTotals totals,
        IReadOnlyList<LedgerEntry> setAside
    ) =>
        new(
            FileCounts.From(files),
            totals.Rows,
            totals.Runs,
            totals.Domains,
            [
                .. outcome.DefinitionProblems.Select(problem => new ProblemDocument(
                    "pipelines",
                    "leftOut",
                    problem
                )),
                .. setAside
                    .Where(entry => entry.State != BlobState.Foreign)
                    .Select(entry => new ProblemDocument(
                        entry.Blob.Name,
                        StateName.Of(entry.State),
                        entry.Reason ?? ""
                    )),
            ]
        );
}

/// <summary>Blob versions by ledger state.</summary>
public sealed record FileCounts(
    long Committed,
    long InProgress,
    long Superseded,
    long Quarantined,
    long Foreign
)
{
    public static FileCounts From(LedgerCounts counts) =>
        new(
            counts.Committed,
            counts.InProgress + counts.Discovered,
            counts.Superseded,
            counts.Quarantined,
            counts.Foreign
        );
}

/// <summary>A log or a definition that needs a person, and why.</summary>
public sealed record ProblemDocument(string Name, string State, string Reason);
