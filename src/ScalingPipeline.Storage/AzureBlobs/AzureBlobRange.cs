using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ScalingPipeline.Ingestion.Blobs;
using BlobItem = ScalingPipeline.Ingestion.Blobs.BlobItem;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>Downloads ranges of exactly one version of a blob.</summary>
internal sealed class AzureBlobRange(BlobClient client, BlobItem blob, string location)
{
    private readonly BlobRequestConditions _unchanged = new()
    {
        IfMatch = new ETag(blob.Identity.ETag),
    };

    public BlobItem Blob { get; } = blob;

    public async Task DownloadAsync(
        long offset,
        Memory<byte> destination,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var answer = await client.DownloadStreamingAsync(
                Range(offset, destination.Length),
                cancellationToken
            );
            using var body = answer.Value;
            await body.Content.ReadExactlyAsync(destination, cancellationToken);
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw Translate(problem);
        }
    }

    /// <summary>For an empty blob, of which no range can be asked.</summary>
    public async Task RequireUnchangedAsync(CancellationToken cancellationToken)
    {
        try
        {
            await client.GetPropertiesAsync(_unchanged, cancellationToken);
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw Translate(problem);
        }
    }

    private BlobDownloadOptions Range(long offset, int length) =>
        new() { Range = new HttpRange(offset, length), Conditions = _unchanged };

    private IOException Translate(Exception problem) =>
        problem is RequestFailedException answer && AzureFault.IsChanged(answer)
            ? new BlobChangedException(Blob.Identity, problem)
            : AzureFault.Explain(location, problem);
}
