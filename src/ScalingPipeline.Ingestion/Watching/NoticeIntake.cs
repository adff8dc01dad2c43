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
    /// <returns>
    /// Blobs to look at next: after a declaration the parts of its run that wait for it, or were read by another one. They are in the ledger
    /// before they are returned, so that a scan finds them should they be lost.
    /// </returns>
    public async Task<IReadOnlyList<BlobNotice>> TakeInAsync(
        BlobNotice notice,
        CancellationToken cancellationToken
    )
    {
        if (OwnBlobs.Has(notice.Name))
        {
            return [];
        }

        var judge = new BlobJudge(_definitions.Read(), _time.GetUtcNow());
        if (await CandidateAsync(notice.Name, judge, cancellationToken) is not { } candidate)
        {
            return [];
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
            return [];
        }

        if (candidate.Match is MetadataMatch)
        {
            if (reading.NeedsReading(candidate))
            {
                await _intake.TakeInAsync(candidate, cancellationToken);
            }

            return await PartsOfAsync(candidate, reading, judge, cancellationToken);
        }

        if (declared is not null)
        {
            if (reading.Part(candidate, declared) is { } part)
            {
                await _intake.TakeInAsync(part, cancellationToken);
            }
        }
        else if (candidate.IsOpen)
        {
            await _intake.WaitAsync(candidate, declaration: null, cancellationToken);
        }

        return [];
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
                await _ledger.RecordAsync([judge.Missing(newest)], cancellationToken);
            }

            return null;
        }

        var (change, candidate) = judge.Judge(blob, newest);
        if (change is not null)
        {
            await _ledger.RecordAsync([change], cancellationToken);
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
