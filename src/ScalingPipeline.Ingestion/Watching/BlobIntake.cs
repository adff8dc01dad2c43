using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Durability;
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
    private readonly BlobOperation _operation = new(options, time, logger);

    /// <summary>Reads and commits.</summary>
    public async Task<TakenIn> TakeInAsync(
        Candidate candidate,
        string readingHash,
        Func<CancellationToken, Task<Decoded>> read,
        CancellationToken cancellationToken
    )
    {
        if (_operation.IsStorageResting)
        {
            return default;
        }

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
                    candidate,
                    entry,
                    readingHash: null,
                    $"Reading it was begun {earlier} times and never ended: it may have stopped the service.",
                    cancellationToken
                );
                return new(0, IsDecided: true);
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
            CommitBoundary.Reach(CommitBoundary.AttemptRecorded);
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
            var decoded = await _operation.ReadAsync(read, cancellationToken);
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

    private async Task<TakenIn> ConcludeAsync(
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
                CommitBoundary.Reach(CommitBoundary.LogDecoded);
                using (IngestionTelemetry.Step("commit"))
                {
                    await _operation.CommitAsync(
                        token => ledger.CommitAsync(committed, decoded.Contribution, token),
                        cancellationToken
                    );
                }

                CommitBoundary.Reach(CommitBoundary.LogCommitted);
                IngestionTelemetry.Committed(candidate.Blob, candidate.Known, committed);
                IngestionLog.Committed(logger, entry.Blob.Name, decoded.Rows);
                return new(decoded.Rows, IsDecided: true);
            case BlobOutcome.Refused(var reason):
                await RefuseAsync(candidate, entry, readingHash, reason, cancellationToken);
                return new(0, IsDecided: true);
            case BlobOutcome.Failed(var reason) when entry.Attempts >= options.Attempts:
                await RefuseAsync(
                    candidate,
                    entry,
                    readingHash: null,
                    $"{reason} It was tried {entry.Attempts} times; it is tried again after a rest.",
                    cancellationToken
                );
                return new(0, IsDecided: true);
            case BlobOutcome.Failed(var reason) when IsBeingRead(entry):
                await ledger.RecordAsync([entry with { Reason = reason }], cancellationToken);
                return default;
            case BlobOutcome.StorageFailed(var reason) when IsBeingRead(entry):
                // Nothing was learnt of the blob: the try does not count, and waiting for it has no end.
                await ledger.RecordAsync(
                    [entry with { Reason = reason, Attempts = entry.Attempts - 1 }],
                    cancellationToken
                );
                return default;
            case BlobOutcome.NotYet(var reason, var isHalfWritten) when IsBeingRead(entry):
                await WaitAsync(
                    entry,
                    reason,
                    cancellationToken,
                    isHalfWritten ? readingHash : null
                );
                return default;
            default:
                // Overwritten or deleted meanwhile, or what is counted could not be read again: the next pass sees to it.
                return default;
        }
    }

    private static bool IsBeingRead(LedgerEntry entry) => entry.State == BlobState.InProgress;

    private async Task RefuseAsync(
        Candidate candidate,
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
        await ledger.RecordAsync([new(refused, candidate.Known)], cancellationToken);
        IngestionTelemetry.Concluded(refused);
    }
}
