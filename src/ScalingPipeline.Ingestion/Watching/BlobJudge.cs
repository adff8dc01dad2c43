using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// What a listed blob means, set against the ledger: a pure function, with no memory of when anything was written.
/// </summary>
/// <param name="definitions">The definitions in force.</param>
/// <param name="now">The time of looking.</param>
internal sealed class BlobJudge(DefinitionSet definitions, DateTimeOffset now)
{
    public DefinitionSet Definitions => definitions;

    public DateTimeOffset Now => now;

    /// <param name="blob">As the storage lists it.</param>
    /// <param name="newest">The ledger's newest entry of that name; null when the name is new.</param>
    public Judgement Judge(BlobItem blob, LedgerEntry? newest)
    {
        var known = newest?.Blob == blob.Identity ? newest : null;
        var matches = definitions.Match(blob.Identity.Name);
        if (matches.Count == 0)
        {
            return new Judgement(Change(Foreign(blob, known), known), Candidate: null);
        }

        var entry = known is null or { State: BlobState.Foreign }
            ? New(blob, known, BlobState.Discovered, reason: null) with
            {
                Domain = matches[0].Domain,
                Run = matches[0].Run,
            }
            : known;
        if (matches.Count > 1)
        {
            var files = string.Join(
                " and ",
                matches.Select(m => m.Definition.File).Distinct(StringComparer.Ordinal)
            );
            return new(
                Change(
                    SetAside(
                        entry,
                        $"More than one pattern matches its name, in {files}: make the patterns exclude each other."
                    ),
                    known
                ),
                Candidate: null
            );
        }

        return new(
            Change(ReferenceEquals(entry, known) ? null : entry, known),
            new Candidate(blob, matches[0], entry)
        );
    }

    /// <summary>A blob of the ledger as a candidate; null when no definition matches its name any more, or more than one.</summary>
    public Candidate? Candidate(LedgerEntry entry) =>
        definitions.Match(entry.Blob.Name) is [var match]
            ? new Candidate(new BlobItem(entry.Blob, entry.Size, entry.FirstSeen), match, entry)
            : null;

    /// <summary>The leading folders of a run's declaration; null when its name says so no more.</summary>
    public string? RootOfDeclaration(string name) =>
        definitions.Match(name).OfType<MetadataMatch>().FirstOrDefault()?.Root;

    /// <summary>The entry of an open blob that is no longer there.</summary>
    public LedgerEntry Missing(LedgerEntry entry) =>
        entry with
        {
            State = BlobState.Superseded,
            Reason = "It was deleted before it could be read.",
            DefinitionHash = null,
            Changed = now,
        };

    /// <summary>The entry of a blob that is set aside for what it is called; null when it is so already.</summary>
    public LedgerEntry? SetAside(LedgerEntry entry, string reason) =>
        entry.State == BlobState.Quarantined
        && string.Equals(entry.Reason, reason, StringComparison.Ordinal)
            ? null
            : entry with
            {
                State = BlobState.Quarantined,
                Reason = reason,
                DefinitionHash = null,
                Changed = now,
            };

    private static LedgerChange? Change(LedgerEntry? entry, LedgerEntry? known) =>
        entry is null ? default(LedgerChange?) : new(entry, known);

    // What was read stays counted when its definition goes, perhaps only by a typing error.
    private LedgerEntry? Foreign(BlobItem blob, LedgerEntry? known) =>
        known is { State: BlobState.Foreign or BlobState.Committed or BlobState.Superseded }
            ? null
            : New(blob, known, BlobState.Foreign, "No pipeline definition matches its name.");

    private LedgerEntry New(BlobItem blob, LedgerEntry? known, BlobState state, string? reason) =>
        new()
        {
            Blob = blob.Identity,
            Size = blob.Size,
            State = state,
            Reason = reason,
            FirstSeen = known?.FirstSeen ?? now,
            Changed = now,
        };
}

/// <summary>What a listed blob means.</summary>
/// <param name="Change">The entry to record before anything is read; null when the ledger says so already.</param>
/// <param name="Candidate">The blob, when exactly one definition matches its name.</param>
internal readonly record struct Judgement(LedgerChange? Change, Candidate? Candidate);
