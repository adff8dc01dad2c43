using ScalingPipeline.Ingestion.Leases;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>
/// A look that only one of all the processes that watch a container takes at a time: while another does, there is nothing to do here. The single
/// pass of a command needs no lease, and waits for none: two passes side by side leave the same statistics.
/// </summary>
public sealed class LeasedLook(IStorageLook look, LeasedSections sections) : IStorageLook
{
    public string Container => look.Container;

    /// <summary>Looks, unless another process does.</summary>
    /// <exception cref="LeaseLostException">The lease was lost on the way; whoever holds it now looks.</exception>
    public async Task<bool> LookAsync(CancellationToken cancellationToken)
    {
        var changed = false;
        await sections.TryRunAsync(
            $"scan:{Container}",
            async (_, held) => changed = await look.LookAsync(held),
            cancellationToken
        );
        return changed;
    }
}
