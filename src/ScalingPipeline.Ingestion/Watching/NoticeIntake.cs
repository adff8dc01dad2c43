using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// Brings in the one blob that a notice names, in a time that does not depend on how many blobs there are. The notice is a hint: what
/// counts is what the storage has under that name now, so that notices may be late, doubled, out of order or wrong.
/// </summary>
public sealed class NoticeIntake
{
    private readonly IBlobSource _source;
    private readonly ILedger _ledger;
    private readonly IngestionOptions _options;
    private readonly TimeProvider _time;
    private readonly CurrentDefinitions _definitions;
    private readonly LogIntake _intake;

    public NoticeIntake(
        IBlobSource source,
        IBlobSink sink,
        ILedger ledger,
        IDefinitions definitions,
        IOptions<IngestionOptions> options,
        TimeProvider time,
        ILogger<NoticeIntake> logger
    )
    {
        (_source, _ledger, _options, _time) = (source, ledger, options.Value, time);
        _definitions = new CurrentDefinitions(definitions, logger);
        _intake = new LogIntake(source, sink, ledger, _options, time, logger);
    }

    /// <summary>Reads the blob if there is something to read.</summary>
    /// <exception cref="IOException">The storage or the state cannot be reached.</exception>
    public async Task<NoticeOutcome> TakeInAsync(
        BlobNotice notice,
        CancellationToken cancellationToken
    )
    {
        if (OwnBlobs.Has(notice.Name))
        {
            return NoticeOutcome.Done;
        }

        var judge = new BlobJudge(_definitions.Read(), _time.GetUtcNow());
        if (await CandidateAsync(notice.Name, judge, cancellationToken) is not { } candidate)
        {
            return NoticeOutcome.Done;
        }

        var reading = new ReadingRule(judge.Now, _options);
        var declared = await _ledger.DeclarationAsync(
            candidate.Match.Domain,
            candidate.Match.Run,
            cancellationToken
        );
        var conflict = await new RunFolder(_source, judge).ConflictAsync(
            candidate,
            declared,
            cancellationToken
        );
        if (await _intake.SetAsideAsync(judge, candidate, conflict, cancellationToken))
        {
            return NoticeOutcome.Done;
        }

        if (candidate.Match is MetadataMatch)
        {
            var isDecided =
                !reading.NeedsReading(candidate)
                || (await _intake.TakeInAsync(candidate, cancellationToken)).IsDecided;
            var parts = await PartsOfAsync(candidate, reading, judge, cancellationToken);
            return new NoticeOutcome(parts, isDecided);
        }

        if (declared is not null && reading.Part(candidate, declared) is { } part)
        {
            var taken = await _intake.TakeInAsync(part, cancellationToken);
            return new NoticeOutcome([], taken.IsDecided);
        }

        if (declared is null && candidate.IsOpen)
        {
            await _intake.WaitAsync(candidate, declaration: null, cancellationToken);
        }

        return NoticeOutcome.Done;
    }

    /// <summary>What is there under the name, recorded; null when nothing is to be read.</summary>
    private async Task<Candidate?> CandidateAsync(
        string name,
        BlobJudge judge,
        CancellationToken cancellationToken
    )
    {
        var blob = await _source.FindAsync(name, cancellationToken);
        var newest = (
            await _ledger.NewestAsync(_source.Container, [name], cancellationToken)
        ).GetValueOrDefault(name);
        if (blob is null)
        {
            if (newest is { State: BlobState.Discovered or BlobState.InProgress })
            {
                await _ledger.RecordAsync([new(judge.Missing(newest), newest)], cancellationToken);
            }

            return null;
        }

        var (change, candidate) = judge.Judge(blob, newest);
        if (change is { } made)
        {
            await _ledger.RecordAsync([made], cancellationToken);
        }

        return candidate;
    }

    private async Task<IReadOnlyList<BlobNotice>> PartsOfAsync(
        Candidate declaration,
        ReadingRule reading,
        BlobJudge judge,
        CancellationToken cancellationToken
    )
    {
        var (domain, run) = (declaration.Match.Domain, declaration.Match.Run);
        if (await _ledger.DeclarationAsync(domain, run, cancellationToken) is not { } declared)
        {
            return [];
        }

        var entries = await _ledger.RunAsync(_source.Container, domain, run, cancellationToken);
        return
        [
            .. entries
                .Select(judge.Candidate)
                .OfType<Candidate>()
                .Where(c => c.Match is not MetadataMatch && reading.Part(c, declared) is not null)
                .Select(c => new BlobNotice(c.Blob.Identity.Name)),
        ];
    }
}
