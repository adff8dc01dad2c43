using System.Runtime.CompilerServices;

namespace ScalingPipeline.Ingestion.Blobs;

public static class BlobSources
{
    /// <summary>Every blob of the container, one after the other.</summary>
    public static async IAsyncEnumerable<BlobItem> ListAsync(
        this IBlobSource source,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var page in source.ListAsync(new BlobListing(), cancellationToken))
        {
            foreach (var item in page.Items)
            {
                yield return item;
            }
        }
    }
}
