using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// One pass over a container: scans it, then reads what is new or read otherwise, declarations before parts. A pass that is
/// repeated, interrupted or run beside another leaves the same statistics.
/// </summary>
public sealed class IngestionPass : IStorageLook
{
    private readonly IBlobSource _source;
    private readonly ILedger _ledger;
    private readonly CurrentDefinitions _definitions;
    private readonly IngestionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<IngestionPass> _logger;
    private readonly StorageScan _scan;
    private readonly LogIntake _intake;

    public IngestionPass(
        IBlobSource source,
        IBlobSink sink,
        ILedger ledger,
        IDefinitions definitions,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        ILogger<IngestionPass> logger
    )
    {
        (_source, _ledger, _options, _time, _logger) = (
            source,
            ledger,
            options.Value,
            time,
            logger
        );
        _definitions = new CurrentDefinitions(definitions, logger);
        _scan = new StorageScan(source, ledger);
        _intake = new LogIntake(source, sink, ledger, _options, time, logger);
    }

    public string Container => _source.Container;

    public async Task<bool> LookAsync(CancellationToken cancellationToken) =>
        (await RunAsync(progress: null, again: null, resumes: true, cancellationToken)).Changed > 0;

    /// <summary>Runs the pass over the whole container. A blob that cannot be read never stops it; a listing or ledger that fails does.</summary>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <param name="again">
    /// Which blobs that are still there, by what the ledger knows of them, are read again though they have been; what they gave counts until they have. Null: none.
    /// </param>
    public Task<PassOutcome> RunAsync(
        IProgress<IngestionProgress>? progress,
        CancellationToken cancellationToken,
        Func<LedgerEntry, bool>? again = null
    ) => RunAsync(progress, again, resumes: false, cancellationToken);

    private async Task<PassOutcome> RunAsync(
        IProgress<IngestionProgress>? progress,
        Func<LedgerEntry, bool>? again,
        bool resumes,
        CancellationToken cancellationToken
    )
    {
        var started = _time.GetUtcNow();
        var judge = new BlobJudge(_definitions.Read(), started);
        var declarations = new RunDeclarations(_ledger);
        var reading = new ReadingRule(started, _options, again);
        var work = new PassWork(declarations, reading);
        var counter = new PassCounter(progress);
        var (listed, fresh) = await _scan.RunAsync(
            judge,
            work.SortAsync,
            counter.Change,
            resumes,
            cancellationToken
        );
        var folder = new RunFolder(_source, judge);
        await ReadAsync(
            await DeclarationsAsync(work, judge, folder, declarations, cancellationToken),
            c => c,
            _intake.TakeInAsync,
            counter,
            cancellationToken
        );
        await ReadAsync(
            await PartsAsync(work, reading, judge, folder, declarations, cancellationToken),
            p => p.Candidate,
            _intake.TakeInAsync,
            counter,
            cancellationToken
        );
        if (counter.Done > 0)
        {
            IngestionLog.PassDone(_logger, counter.Done, counter.Rows, Container);
        }

        return new PassOutcome(
            listed,
            fresh,
            counter.Changed,
            counter.Rows,
            judge.Definitions.Problems
        );
    }

    /// <summary>Of a run that several folders declare, the first folder's declaration is read: the others are strays.</summary>
    private async Task<List<Candidate>> DeclarationsAsync(
        PassWork work,
        BlobJudge judge,
        RunFolder folder,
        RunDeclarations declarations,
        CancellationToken cancellationToken
    )
    {
        var read = new List<Candidate>();
        foreach (var run in work.Declarations.GroupBy(c => (c.Match.Domain, c.Match.Run)))
        {
            string? home = null;
            foreach (var candidate in run.OrderBy(c => c.Match.Root, StringComparer.Ordinal))
            {
                var declared = await declarations.OfAsync(candidate, cancellationToken);
                var conflict = await folder.ConflictAsync(candidate, declared, cancellationToken);
                home ??= conflict is null ? candidate.Match.Root : null;
                if (
                    conflict is null
                    && !candidate.IsRead
                    && !string.Equals(home, candidate.Match.Root, StringComparison.Ordinal)
                )
                {
                    conflict = RunFolder.Conflict(candidate, home!);
                }

                if (!await _intake.SetAsideAsync(judge, candidate, conflict, cancellationToken))
                {
                    read.Add(candidate);
                }
            }
        }

        return read;
    }

    private async Task<List<PartToRead>> PartsAsync(
        PassWork work,
        ReadingRule reading,
        BlobJudge judge,
        RunFolder folder,
        RunDeclarations declarations,
        CancellationToken cancellationToken
    )
    {
        var parts = work.Parts.ToList();
        foreach (var (domain, run) in work.Unsettled)
        {
            declarations.Forget(domain, run);
            var entries = await _ledger.RunAsync(Container, domain, run, cancellationToken);
            var candidates = entries.Select(judge.Candidate).OfType<Candidate>().ToList();
            var declaration = candidates.Find(c => c.Match is MetadataMatch)?.Blob.Identity.Name;
            foreach (var part in candidates.Where(c => c.Match is not MetadataMatch))
            {
                if (await declarations.OfAsync(part, cancellationToken) is { } declared)
                {
                    parts.AddRange(reading.Part(part, declared) is { } toRead ? [toRead] : []);
                }
                else if (part.IsOpen)
                {
                    await _intake.WaitAsync(part, declaration, cancellationToken);
                }
            }
        }

        var inPlace = new List<PartToRead>(parts.Count);
        foreach (var part in parts)
        {
            var conflict = await folder.ConflictAsync(
                part.Candidate,
                part.Declared,
                cancellationToken
            );
            if (!await _intake.SetAsideAsync(judge, part.Candidate, conflict, cancellationToken))
            {
                inPlace.Add(part);
            }
        }

        return inPlace;
    }

    private async Task ReadAsync<T>(
        List<T> work,
        Func<T, Candidate> candidate,
        Func<T, CancellationToken, Task<TakenIn>> read,
        PassCounter counter,
        CancellationToken cancellationToken
    )
    {
        counter.Expect(work.Count);
        await Parallel.ForEachAsync(
            work,
            new ParallelOptions
            {
                CancellationToken = cancellationToken,
                MaxDegreeOfParallelism = _options.Parallelism,
            },
            async (item, token) =>
                counter.Count(candidate(item).Blob.Identity.Name, await read(item, token))
        );
    }
}
