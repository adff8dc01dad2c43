using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// One pass over a container: lists it, sets the listing against the ledger, reads what is new or read otherwise, declarations
/// before parts. A pass that is repeated, interrupted or run beside another leaves the same statistics.
/// </summary>
public sealed class IngestionPass
{
    private static readonly string[] _ownPrefixes = ["normalized/", "alerts/", "reports/"];

    private readonly IBlobSource _source;
    private readonly ILedger _ledger;
    private readonly IDefinitions _definitions;
    private readonly IngestionOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<IngestionPass> _logger;
    private readonly LogReader _reader;
    private readonly BlobIntake _intake;
    private IReadOnlyList<string> _loggedProblems = [];

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
        (_source, _ledger, _definitions, _options) = (source, ledger, definitions, options.Value);
        (_time, _logger) = (time, logger);
        _reader = new LogReader(source, _options.WriteNormalized ? sink : null);
        _intake = new BlobIntake(ledger, _options, time, logger);
    }

    public string Container => _source.Container;

    private DateTimeOffset RestedSince => _time.GetUtcNow() - _options.RestAfterFailures;

    /// <summary>Runs the pass. A blob that cannot be read never stops it; a listing or ledger that fails does.</summary>
    public async Task<IngestionSummary> RunAsync(
        IProgress<IngestionProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var started = _time.GetUtcNow();
        var definitions = CurrentDefinitions();
        var newest = await _ledger.NewestAsync(Container, cancellationToken);
        var plan = PassPlan.Of(await ListAsync(cancellationToken), newest, definitions, started);
        await _ledger.RecordAsync([.. plan.Changes], cancellationToken);

        var counter = new PassCounter(progress);
        await ReadDeclarationsAsync(plan, counter, cancellationToken);
        await ReadPartsAsync(plan, counter, cancellationToken);

        var after = await _ledger.NewestAsync(Container, cancellationToken);
        if (counter.Done > 0)
        {
            IngestionLog.PassDone(_logger, counter.Done, counter.Rows, Container);
        }

        return await SummarizeAsync(definitions, newest, after, counter.Rows, cancellationToken);
    }

    private DefinitionSet CurrentDefinitions()
    {
        var definitions = _definitions.Current();
        if (!definitions.Problems.SequenceEqual(_loggedProblems, StringComparer.Ordinal))
        {
            _loggedProblems = definitions.Problems;
            foreach (var problem in definitions.Problems)
            {
                IngestionLog.DefinitionLeftOut(_logger, problem);
            }
        }

        return definitions;
    }

    private async Task<List<BlobItem>> ListAsync(CancellationToken cancellationToken)
    {
        var blobs = new List<BlobItem>();
        await foreach (var blob in _source.ListAsync(cancellationToken))
        {
            if (
                !Array.Exists(
                    _ownPrefixes,
                    own => blob.Identity.Name.StartsWith(own, StringComparison.Ordinal)
                )
            )
            {
                blobs.Add(blob);
            }
        }

        return blobs;
    }

    private Task ReadDeclarationsAsync(
        PassPlan plan,
        PassCounter counter,
        CancellationToken cancellationToken
    )
    {
        var work = plan
            .Declarations.Select(c =>
                (Candidate: c, Hash: ReadingHash.OfDeclaration(c.Match.Definition))
            )
            .Where(w => w.Candidate.NeedsReading(w.Hash, RestedSince))
            .ToList();
        return ReadAsync(
            work,
            (candidate, _, token) =>
                _reader.ReadDeclarationAsync(candidate.Blob, (MetadataMatch)candidate.Match, token),
            counter,
            cancellationToken
        );
    }

    private async Task ReadPartsAsync(
        PassPlan plan,
        PassCounter counter,
        CancellationToken cancellationToken
    )
    {
        var work = new List<(Candidate Candidate, string Hash)>();
        var runs = new Dictionary<(string Domain, string Run), Runs.RunMetadata>();
        foreach (var run in plan.Parts.GroupBy(c => (c.Match.Domain, c.Match.Run)))
        {
            var declared = await _ledger.MetadataAsync(
                run.Key.Domain,
                run.Key.Run,
                cancellationToken
            );
            if (declared is null)
            {
                await WaitForDeclarationAsync(plan, run, cancellationToken);
                continue;
            }

            runs.Add(run.Key, declared.Metadata);
            work.AddRange(
                run.Select(c =>
                        (c, Hash: ReadingHash.OfPart(c.Match.Definition, declared.Metadata))
                    )
                    .Where(w => w.c.NeedsReading(w.Hash, RestedSince))
            );
        }

        await ReadAsync(
            work,
            (candidate, hash, token) =>
                _reader.ReadPartAsync(
                    candidate.Blob,
                    candidate.Match,
                    runs[(candidate.Match.Domain, candidate.Match.Run)],
                    hash,
                    token
                ),
            counter,
            cancellationToken
        );
    }

    private async Task WaitForDeclarationAsync(
        PassPlan plan,
        IGrouping<(string Domain, string Run), Candidate> parts,
        CancellationToken cancellationToken
    )
    {
        var declaration = plan.Declarations.FirstOrDefault(d =>
            (d.Match.Domain, d.Match.Run) == parts.Key
        );
        foreach (var part in parts.Where(p => p.IsOpen))
        {
            await _intake.WaitAsync(
                part.Known,
                declaration is null
                    ? $"Run '{parts.Key.Run}' is not declared yet: it waits for {DeclarationOf(part)}."
                    : $"Run '{parts.Key.Run}' waits until its declaration can be read: see {declaration.Blob.Identity.Name}.",
                cancellationToken
            );
        }
    }

    private static string DeclarationOf(Candidate part)
    {
        var pattern = part.Match.Definition.Metadata.Text;
        var name = pattern[(pattern.StartsWith("**/", StringComparison.Ordinal) ? 3 : 0)..];
        return part.Match.Root + name.Replace("{run}", part.Match.Run, StringComparison.Ordinal);
    }

    private async Task ReadAsync(
        List<(Candidate Candidate, string Hash)> work,
        Func<Candidate, string, CancellationToken, Task<Decoded>> read,
        PassCounter counter,
        CancellationToken cancellationToken
    )
    {
        counter.Expect(work.Count);
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellationToken,
            MaxDegreeOfParallelism =
                _options.ParallelBlobs > 0
                    ? _options.ParallelBlobs
                    : Environment.ProcessorCount + 1,
        };
        await Parallel.ForEachAsync(
            work,
            parallel,
            async (item, token) =>
            {
                var rows = await _intake.TakeInAsync(
                    item.Candidate,
                    item.Hash,
                    attempt => read(item.Candidate, item.Hash, attempt),
                    token
                );
                counter.Count(rows);
            }
        );
    }

    private async Task<IngestionSummary> SummarizeAsync(
        DefinitionSet definitions,
        IReadOnlyDictionary<string, LedgerEntry> before,
        IReadOnlyDictionary<string, LedgerEntry> after,
        long rowsDecoded,
        CancellationToken cancellationToken
    )
    {
        var committed = after.Values.Where(e => e.State == BlobState.Committed).ToList();
        var ordered = after.Values.OrderBy(e => e.Blob.Name, StringComparer.Ordinal).ToList();
        return new IngestionSummary
        {
            Files = await _ledger.CountAsync(cancellationToken),
            Rows = committed.Sum(e => e.Rows),
            RowsDecoded = rowsDecoded,
            Runs = committed.Select(e => (e.Domain, e.Run)).Distinct().Count(),
            Domains =
            [
                .. committed
                    .Select(e => e.Domain!)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ],
            Changed = [.. ordered.Where(e => before.GetValueOrDefault(e.Blob.Name) != e)],
            DefinitionProblems = definitions.Problems,
        };
    }
}
