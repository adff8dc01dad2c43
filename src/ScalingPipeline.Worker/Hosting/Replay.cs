using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Worker.Hosting;

/// <summary>Has a file that was set aside read again, as when a definition, a tool or a network was mended: it is discovered anew, and the next pass reads it.</summary>
public sealed class Replay(ILedger ledger, StorageHint hint, TimeProvider time)
{
    /// <summary>Only what was set aside: what counts is read again when its file or its definition changes.</summary>
    public static bool Takes(LedgerEntry entry) => entry.State == BlobState.Quarantined;

    /// <returns>False when the newest version of that name was not set aside.</returns>
    public async Task<bool> AgainAsync(
        string container,
        string name,
        CancellationToken cancellationToken
    )
    {
        var newest = await ledger.NewestAsync(container, [name], cancellationToken);
        if (!newest.TryGetValue(name, out var entry) || !Takes(entry))
        {
            return false;
        }

        await ledger.RecordAsync(
            [
                entry with
                {
                    State = BlobState.Discovered,
                    Reason = null,
                    DefinitionHash = null,
                    Attempts = 0,
                    Changed = time.GetUtcNow(),
                },
            ],
            cancellationToken
        );
        hint.Raise();
        return true;
    }
}
