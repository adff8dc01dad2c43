using Microsoft.Extensions.Logging;
using Polly;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Normalization;
using ScalingPipeline.Ingestion.Telemetry;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>Brings one blob from the listing to its fate in the ledger. Only a fault of the ledger itself escapes.</summary>
internal sealed class BlobIntake(
    ILedger ledger,
    IngestionOptions options,
    TimeProvider time,
    ILogger logger
)
{
    private readonly ResiliencePipeline _surroundings = BlobOperation.Surroundings(options, time);

    /// <summary>Reads and commits; returns the rows decoded, 0 when it was not committed.</summary>
    public async Task<long> TakeInAsync(
        Candidate candidate,
        string readingHash,
        Func<CancellationToken, Task<Decoded>> read,
        CancellationToken cancellationToken
    )
    {
        var entry = candidate.Known;
        if (!candidate.IsRead)
        {
            // After its rest a blob gets one try, not five: it may be what stops the service.
            var earlier =
                candidate.IsOpen ? entry.Attempts
                : candidate.IsResting ? options.Attempts - 1
                : 0;
            if (earlier >= options.Attempts)
            {
                await RefuseAsync(
                    entry,
                    readingHash: null,
                    $"Reading it was begun {earlier} times and never ended: it may have stopped the service.",
                    cancellationToken
                );
                return 0;
            }

            // Written down before it is begun: a process that dies of a blob has counted it.
            entry = entry with
            {
                State = BlobState.InProgress,
                Reason = entry.Reason ?? "It is being read.",
                Attempts = earlier + 1,
                DefinitionHash = null,
                Changed =
                    candidate.Known.State == BlobState.InProgress
                        ? entry.Changed
                        : time.GetUtcNow(),
            };
            await ledger.RecordAsync([entry], cancellationToken);
        }

        using var trace = IngestionTelemetry.Begin(candidate.Blob, candidate.Known);
        try
        {
            var outcome = await TryReadAsync(candidate.Blob.Identity, read, cancellationToken);
            return await ConcludeAsync(candidate, entry, readingHash, outcome, cancellationToken);
        }
        catch (OperationCanceledException) when (entry.Attempts > 0 && IsBeingRead(entry))
        {
            // The service stops: that is no fault of the blob.
            await ledger.RecordAsync(
                [entry with { Attempts = entry.Attempts - 1 }],
                CancellationToken.None
            );
            throw;
        }
    }

    /// <summary>Leaves a blob waiting, with no try counted against it, or sets it aside when it has waited too long.</summary>
    /// <param name="entry">As it stands in the ledger.</param>
    /// <param name="reason">What it waits for, one sentence.</param>
    /// <param name="cancellationToken">Stops before anything is written.</param>
    /// <param name="readingHash">How it was read when waiting cannot help this version; null when it can.</param>
    public async Task WaitAsync(
        LedgerEntry entry,
        string reason,
        CancellationToken cancellationToken,
        string? readingHash = null
    )
    {
        var now = time.GetUtcNow();
        var isOverdue = now - entry.FirstSeen > options.WaitAtMost;
        var next = entry with
        {
            State = isOverdue ? BlobState.Quarantined : BlobState.InProgress,
            Reason = isOverdue ? $"{reason} It was waited for since {entry.FirstSeen:u}." : reason,
            Attempts = 0,
            DefinitionHash = isOverdue ? readingHash : null,
        };
        if (next != entry)
        {
            await ledger.RecordAsync(
                [next with { Changed = next.State == entry.State ? entry.Changed : now }],
                cancellationToken
            );
        }
    }

    private async Task<BlobOutcome?> TryReadAsync(
        BlobIdentity blob,
        Func<CancellationToken, Task<Decoded>> read,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var decoded = await _surroundings.ExecuteAsync(
                async token => await read(token),
                cancellationToken
            );
            return new BlobOutcome.Read(decoded);
        }
        catch (BlobChangedException)
        {
            return null;
        }
        catch (NormalizedOutputException fault)
        {
            IngestionLog.OutputFailed(logger, blob.Name, fault);
            return new BlobOutcome.NotYet(fault.Message, IsHalfWritten: false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var outcome = BlobOutcome.Of(fault, blob.Name);
            if (outcome is BlobOutcome.Failed)
            {
                IngestionLog.ReadFailed(logger, blob.Name, fault);
            }

            return outcome;
        }
    }

    private async Task<long> ConcludeAsync(
        Candidate candidate,
        LedgerEntry entry,
        string readingHash,
        BlobOutcome? outcome,
        CancellationToken cancellationToken
    )
    {
        switch (outcome)
        {
            case BlobOutcome.Read(var decoded):
                var committed = entry with
                {
                    State = BlobState.Committed,
                    Reason = null,
                    Domain = decoded.Contribution.Domain,
                    Run = decoded.Contribution.Run,
                    DefinitionHash = readingHash,
                    Rows = decoded.Rows,
                    Changed = time.GetUtcNow(),
                };
                using (IngestionTelemetry.Step("commit"))
                {
                    await _surroundings.ExecuteAsync(
                        async token =>
                            await ledger.CommitAsync(committed, decoded.Contribution, token),
                        cancellationToken
                    );
                }

                IngestionTelemetry.Committed(candidate.Blob, candidate.Known, committed);
                IngestionLog.Committed(logger, entry.Blob.Name, decoded.Rows);
                return decoded.Rows;
            case BlobOutcome.Refused(var reason):
                await RefuseAsync(entry, readingHash, reason, cancellationToken);
                return 0;
            case BlobOutcome.Failed(var reason) when entry.Attempts >= options.Attempts:
                await RefuseAsync(
                    entry,
                    readingHash: null,
                    $"{reason} It was tried {entry.Attempts} times; it is tried again after a rest.",
                    cancellationToken
                );
                return 0;
            case BlobOutcome.Failed(var reason) when IsBeingRead(entry):
                await ledger.RecordAsync([entry with { Reason = reason }], cancellationToken);
                return 0;
            case BlobOutcome.NotYet(var reason, var isHalfWritten) when IsBeingRead(entry):
                await WaitAsync(
                    entry,
                    reason,
                    cancellationToken,
                    isHalfWritten ? readingHash : null
                );
                return 0;
            default:
                // Overwritten or deleted meanwhile, or what is counted could not be read again: the next pass sees to it.
                return 0;
        }
    }

    private static bool IsBeingRead(LedgerEntry entry) => entry.State == BlobState.InProgress;

    private async Task RefuseAsync(
        LedgerEntry entry,
        string? readingHash,
        string reason,
        CancellationToken cancellationToken
    )
    {
        IngestionLog.Quarantined(logger, entry.Blob.Name, reason);
        var refused = entry with
        {
            State = BlobState.Quarantined,
            Reason = reason,
            DefinitionHash = readingHash,
            Changed = time.GetUtcNow(),
        };
        await ledger.RecordAsync([refused], cancellationToken);
        IngestionTelemetry.Concluded(refused);
    }
}
