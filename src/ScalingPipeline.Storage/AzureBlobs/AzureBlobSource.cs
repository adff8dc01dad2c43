using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs.Models;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;
using BlobItem = ScalingPipeline.Ingestion.Blobs.BlobItem;
using BlobItemOfAzure = Azure.Storage.Blobs.Models.BlobItem;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>An Azure Blob Storage container, or one prefix of it, as a blob source.</summary>
public sealed class AzureBlobSource : IBlobSource
{
    private const string FolderMark = "hdi_isfolder";

    private readonly AzureLocation _location;

    internal AzureBlobSource(AzureLocation location)
    {
        _location = location;
    }

    /// <summary>The URL of the container and prefix, without credentials.</summary>
    public string Container => _location.Display;

    /// <inheritdoc/>
    /// <exception cref="IOException">The storage refused or could not be reached; the message says which.</exception>
    public async IAsyncEnumerable<BlobItem> ListAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var pages = _location
            .Client.GetBlobsAsync(
                BlobTraits.Metadata,
                BlobStates.None,
                _location.Prefix,
                cancellationToken
            )
            .AsPages();
        await using var page = pages.GetAsyncEnumerator(cancellationToken);
        while (await MoveNext(page))
        {
            foreach (var blob in page.Current.Values.Where(b => !IsFolder(b)))
            {
                yield return Describe(blob);
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The storage refused or could not be reached; the message says which.</exception>
    public async Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        var client = _location.Client.GetBlobClient(_location.Prefix + blob.Identity.Name);
        var source = new AzureByteSource(
            new AzureBlobRange(client, blob, $"{Container}/{blob.Identity.Name}")
        );
        await source.LoadEndAsync(cancellationToken);
        return source;
    }

    private async Task<bool> MoveNext(IAsyncEnumerator<Page<BlobItemOfAzure>> page)
    {
        try
        {
            return await page.MoveNextAsync();
        }
        catch (Exception problem) when (AzureFault.Is(problem))
        {
            throw AzureFault.Explain(Container, problem);
        }
    }

    // Accounts with a hierarchical namespace list their folders too.
    private static bool IsFolder(BlobItemOfAzure blob) =>
        blob.Metadata is { } metadata && metadata.ContainsKey(FolderMark);

    private BlobItem Describe(BlobItemOfAzure blob) =>
        new(
            new BlobIdentity(
                Container,
                blob.Name[(_location.Prefix?.Length ?? 0)..],
                blob.Properties.ETag?.ToString() ?? ""
            ),
            blob.Properties.ContentLength ?? 0,
            blob.Properties.LastModified ?? default
        );
}
