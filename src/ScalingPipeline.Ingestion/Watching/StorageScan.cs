using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Durability;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// Lists a container page by page and sets each page against the ledger: a set difference, never a time stamp. Memory grows with what is
/// open, not with what is stored; a scan of many pages that is interrupted goes on where it was.
/// </summary>
internal sealed class StorageScan(IBlobSource source, ILedger ledger)
{
    /// <summary>A position older than this is not gone on from.</summary>
    private static readonly TimeSpan _positionAge = TimeSpan.FromHours(1);

    /// <summary>Names looked up in the ledger at once.</summary>
    private const int Lookup = 1000;

    /// <param name="judge">Says what each blob means.</param>
    /// <param name="found">Takes the candidates of one page; what changed is in the ledger before.</param>
    /// <param name="changed">Told the name of each blob of which the ledger says something new.</param>
    /// <param name="resumes">Whether it goes on where an interrupted one was, and notes where it is: for the one scan that the lease lets at it.</param>
    /// <param name="cancellationToken">Stops between pages.</param>
    /// <returns>Blobs listed, and names that were new.</returns>
    public async Task<(long Listed, long New)> RunAsync(
        BlobJudge judge,
        Func<IReadOnlyList<Candidate>, CancellationToken, Task> found,
        Action<string> changed,
        bool resumes,
        CancellationToken cancellationToken
    )
    {
        var begun = resumes ? await BegunAsync(judge.Now, cancellationToken) : null;
        try
        {
            return await ListAsync(judge, begun, found, changed, resumes, cancellationToken);
        }
        catch (IOException) when (begun is not null)
        {
            // The storage may not know the position any more: the next scan begins at the beginning.
            await ledger.SaveScanPositionAsync(source.Container, null, cancellationToken);
            throw;
        }
    }

    private async Task<(long Listed, long New)> ListAsync(
        BlobJudge judge,
        ScanPosition? begun,
        Func<IReadOnlyList<Candidate>, CancellationToken, Task> found,
        Action<string> changed,
        bool resumes,
        CancellationToken cancellationToken
    )
    {
        var open = new HashSet<string>(StringComparer.Ordinal);
        var (listed, fresh, saved) = (0L, 0L, begun is not null);
        var pages = source.ListAsync(
            new BlobListing(Continuation: begun?.Continuation),
            cancellationToken
        );
        await foreach (var page in pages)
        {
            foreach (
                var part in page.Items.Where(b => !OwnBlobs.Has(b.Identity.Name)).Chunk(Lookup)
            )
            {
                listed += part.Length;
                var candidates = await RecordAsync(judge, part, changed, cancellationToken);
                fresh += candidates.New;
                open.UnionWith(
                    candidates.Found.Where(c => c.IsOpen).Select(c => c.Blob.Identity.Name)
                );
                await found(candidates.Found, cancellationToken);
            }

            if (resumes && page.Continuation is { } next)
            {
                saved = true;
                await ledger.SaveScanPositionAsync(
                    source.Container,
                    new ScanPosition(next, begun?.Started ?? judge.Now),
                    cancellationToken
                );
            }
        }

        await LookForUnlistedAsync(judge, open, found, changed, cancellationToken);
        if (saved)
        {
            await ledger.SaveScanPositionAsync(source.Container, null, cancellationToken);
        }

        return (listed, fresh);
    }

    private async Task<ScanPosition?> BegunAsync(
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var position = await ledger.ScanPositionAsync(source.Container, cancellationToken);
        return position is not null && (now - position.Started).Duration() < _positionAge
            ? position
            : null;
    }

    private async Task<(List<Candidate> Found, long New)> RecordAsync(
        BlobJudge judge,
        IReadOnlyList<BlobItem> blobs,
        Action<string> changed,
        CancellationToken cancellationToken
    )
    {
        var listed = blobs.DistinctBy(b => b.Identity.Name, StringComparer.Ordinal).ToList();
        var names = listed.ConvertAll(b => b.Identity.Name);
        var newest = await ledger.NewestAsync(source.Container, names, cancellationToken);
        var judgements = listed.ConvertAll(b =>
            judge.Judge(b, newest.GetValueOrDefault(b.Identity.Name))
        );
        var changes = judgements.Select(j => j.Change).OfType<LedgerChange>().ToList();
        if (changes.Count > 0)
        {
            await ledger.RecordAsync(changes, cancellationToken);
            CommitBoundary.Reach(CommitBoundary.ScanPageRecorded);
            changes.ForEach(c => changed(c.Entry.Blob.Name));
        }

        return (
            [.. judgements.Select(j => j.Candidate).OfType<Candidate>()],
            names.Count - newest.Count
        );
    }

    /// <summary>
    /// Open blobs that this scan did not come across: deleted since, or listed before the interruption that it went on after.
    /// </summary>
    private async Task LookForUnlistedAsync(
        BlobJudge judge,
        HashSet<string> listed,
        Func<IReadOnlyList<Candidate>, CancellationToken, Task> found,
        Action<string> changed,
        CancellationToken cancellationToken
    )
    {
        var candidates = new List<Candidate>();
        foreach (var entry in await ledger.OpenAsync(source.Container, cancellationToken))
        {
            if (listed.Contains(entry.Blob.Name))
            {
                continue;
            }

            if (await source.FindAsync(entry.Blob.Name, cancellationToken) is not { } blob)
            {
                await ledger.RecordAsync([new(judge.Missing(entry), entry)], cancellationToken);
                changed(entry.Blob.Name);
            }
            else if (blob.Identity == entry.Blob && judge.Candidate(entry) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        if (candidates.Count > 0)
        {
            await found(candidates, cancellationToken);
        }
    }
}
