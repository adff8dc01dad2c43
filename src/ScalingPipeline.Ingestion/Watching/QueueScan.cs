using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// The reconciling scan beside a work queue: finds what no event told of, and sends it to the workers. With events it makes good what they
/// lost; without them it finds everything alone. What was known before the scan was sent before: it is sent again only where the queue is too short to
/// hold it still, lest scans fill the queue faster than workers empty it.
/// </summary>
public sealed class QueueScan(
    IBlobSource source,
    ILedger ledger,
    IWorkQueue queue,
    IDefinitions definitions,
    IOptions<IngestionOptions> options,
    TimeProvider time,
    ILogger<QueueScan> logger
) : IStorageLook
{
    private readonly CurrentDefinitions _definitions = new(definitions, logger);
    private readonly StorageScan _scan = new(source, ledger);

    public string Container => source.Container;

    /// <summary>Workers commit what is found, and say so themselves.</summary>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        await RunAsync(cancellationToken);
        return false;
    }

    /// <summary>
    /// Scans once. Nothing is sent while the queue is longer than <see cref="IngestionOptions.LongestQueue"/>: the next scan finds it
    /// again.
    /// </summary>
    /// <returns>How many notices were sent.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var judge = new BlobJudge(_definitions.Read(), now);
        var declarations = new RunDeclarations(ledger);
        var reading = new ReadingRule(now, options.Value);
        var waiting = await queue.DepthAsync(cancellationToken);
        var room = options.Value.LongestQueue - waiting;
        var sent = 0L;
        await _scan.RunAsync(
            judge,
            async (candidates, token) =>
            {
                var work = new PassWork(declarations, reading);
                await work.SortAsync(candidates, token);
                var toRead = ToRead(work, candidates).ToLookup(c => c.Known.Changed == now);
                BlobNotice[] fresh = [.. toRead[true].Select(Notice)];
                BlobNotice[] known = [.. toRead[false].Select(Notice)];
                BlobNotice[] notices = known.Length > waiting ? [.. fresh, .. known] : fresh;
                waiting = Math.Max(0, waiting - known.Length);
                if (sent + notices.Length <= room)
                {
                    await queue.SendAsync(notices, token);
                    sent += notices.Length;
                }
            },
            changed: _ => { },
            resumes: true,
            cancellationToken
        );
        if (sent > 0)
        {
            IngestionLog.Sent(logger, sent, source.Container);
        }

        return sent;
    }

    /// <summary>Declarations and parts to read; parts that wait for a declaration too, so that they are set aside when they have waited too long.</summary>
    private static IEnumerable<Candidate> ToRead(
        PassWork work,
        IReadOnlyList<Candidate> candidates
    ) =>
        work
            .Declarations.Concat(work.Parts.Select(p => p.Candidate))
            .Concat(
                candidates.Where(c =>
                    c.IsOpen
                    && c.Match is not MetadataMatch
                    && work.Unsettled.Contains((c.Match.Domain, c.Match.Run))
                )
            );

    private static BlobNotice Notice(Candidate candidate) =>
        new(candidate.Blob.Identity.Name, candidate.Blob.LastModified);
}
