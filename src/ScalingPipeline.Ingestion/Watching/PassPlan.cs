using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What a listing means, set against the ledger: a pure function, with no memory of when anything was written.</summary>
internal sealed class PassPlan
{
    private readonly Dictionary<string, LedgerEntry> _changes = new(StringComparer.Ordinal);
    private readonly List<Candidate> _candidates = [];
    private readonly DateTimeOffset _now;

    private PassPlan(DateTimeOffset now) => _now = now;

    /// <summary>Entries to be recorded before anything is read.</summary>
    public IReadOnlyCollection<LedgerEntry> Changes => _changes.Values;

    /// <summary>Run declarations, then parts; each ordered by name (ordinal).</summary>
    public IEnumerable<Candidate> Declarations => _candidates.Where(c => c.Match is MetadataMatch);

    public IEnumerable<Candidate> Parts => _candidates.Where(c => c.Match is not MetadataMatch);

    public static PassPlan Of(
        IEnumerable<BlobItem> listing,
        IReadOnlyDictionary<string, LedgerEntry> newest,
        DefinitionSet definitions,
        DateTimeOffset now
    )
    {
        var plan = new PassPlan(now);
        var listed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var blob in listing.OrderBy(b => b.Identity.Name, StringComparer.Ordinal))
        {
            if (listed.Add(blob.Identity.Name))
            {
                plan.Judge(blob, newest.GetValueOrDefault(blob.Identity.Name), definitions);
            }
        }

        foreach (var entry in newest.Values.Where(e => !listed.Contains(e.Blob.Name)))
        {
            plan.JudgeMissing(entry);
        }

        plan.RefuseMixedFolders();
        return plan;
    }

    private void Judge(BlobItem blob, LedgerEntry? newest, DefinitionSet definitions)
    {
        var known = newest?.Blob == blob.Identity ? newest : null;
        var matches = definitions.Match(blob.Identity.Name);
        if (matches.Count == 0)
        {
            // What was read stays counted when its definition goes, perhaps only by a typing error.
            if (
                known
                is null
                    or {
                        State: not (
                            BlobState.Foreign
                            or BlobState.Committed
                            or BlobState.Superseded
                        )
                    }
            )
            {
                Change(
                    New(blob, known, BlobState.Foreign, "No pipeline definition matches its name.")
                );
            }

            return;
        }

        var entry = known is null or { State: BlobState.Foreign }
            ? Discover(blob, known, matches[0])
            : known;
        if (matches.Count > 1)
        {
            var files = string.Join(
                " and ",
                matches.Select(m => m.Definition.File).Distinct(StringComparer.Ordinal)
            );
            SetAside(
                entry,
                $"More than one pattern matches its name, in {files}: make the patterns exclude each other."
            );
            return;
        }

        _candidates.Add(new Candidate(blob, matches[0], entry));
    }

    private LedgerEntry Discover(BlobItem blob, LedgerEntry? known, BlobMatch match)
    {
        var entry = New(blob, known, BlobState.Discovered, reason: null) with
        {
            Domain = match.Domain,
            Run = match.Run,
        };
        Change(entry);
        return entry;
    }

    private void JudgeMissing(LedgerEntry entry)
    {
        if (entry.State is BlobState.Discovered or BlobState.InProgress)
        {
            Change(
                entry with
                {
                    State = BlobState.Superseded,
                    Reason = "It was deleted before it could be read.",
                    DefinitionHash = null,
                    Changed = _now,
                }
            );
        }
    }

    /// <summary>A run lies in one place. Files of the same run under other leading folders are another run of that name, and are set aside.</summary>
    private void RefuseMixedFolders()
    {
        foreach (var run in _candidates.GroupBy(c => (c.Match.Domain, c.Match.Run)).ToList())
        {
            var home = HomeOf(run);
            foreach (
                var stray in run.Where(c =>
                    !string.Equals(c.Match.Root, home, StringComparison.Ordinal) && !c.IsRead
                )
            )
            {
                _candidates.Remove(stray);
                var place = home.Length == 0 ? "the top folder" : $"'{home}'";
                SetAside(
                    stray.Known,
                    $"Run '{run.Key.Run}' of {run.Key.Domain} already comes from {place}; give one of the two runs another name."
                );
            }
        }
    }

    private static string HomeOf(IEnumerable<Candidate> run) =>
        run.OrderBy(c =>
                (c.Match is MetadataMatch, c.Known.State) switch
                {
                    (true, BlobState.Committed) => 0,
                    (true, _) => 1,
                    _ => 2,
                }
            )
            .ThenBy(c => c.Match.Root, StringComparer.Ordinal)
            .First()
            .Match.Root;

    private void SetAside(LedgerEntry entry, string reason)
    {
        if (
            entry.State != BlobState.Quarantined
            || !string.Equals(entry.Reason, reason, StringComparison.Ordinal)
        )
        {
            Change(
                entry with
                {
                    State = BlobState.Quarantined,
                    Reason = reason,
                    DefinitionHash = null,
                    Changed = _now,
                }
            );
        }
    }

    private LedgerEntry New(BlobItem blob, LedgerEntry? known, BlobState state, string? reason) =>
        new()
        {
            Blob = blob.Identity,
            Size = blob.Size,
            State = state,
            Reason = reason,
            FirstSeen = known?.FirstSeen ?? _now,
            Changed = _now,
        };

    private void Change(LedgerEntry entry) => _changes[entry.Blob.Name] = entry;
}
