namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>What of a container is listed, and from where on.</summary>
/// <param name="Prefix">The beginning of the names listed, which may end inside a part; null or empty lists all.</param>
/// <param name="Continuation">The <see cref="BlobPage.Continuation"/> of an earlier page of the same prefix: goes on behind it; null begins.</param>
/// <param name="PageSize">At most so many blobs a page, 1 to 5000.</param>
public sealed record BlobListing(
    string? Prefix = null,
    string? Continuation = null,
    int PageSize = BlobListing.LargestPage
)
{
    /// <summary>The largest page of Azure Blob Storage.</summary>
    public const int LargestPage = 5000;
}
