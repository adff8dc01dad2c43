using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Parquet;
using ScalingPipeline.Storage.Blobs;
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
    public async IAsyncEnumerable<BlobPage> ListAsync(
        BlobListing listing,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var pages = _location
            .Client.GetBlobsAsync(
                BlobTraits.Metadata,
                BlobStates.None,
                _location.Prefix + listing.Prefix,
                cancellationToken
            )
            .AsPages(listing.Continuation, listing.PageSize);
        await using var page = pages.GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(page, cancellationToken))
        {
            yield return new BlobPage(
                [.. page.Current.Values.Where(b => !IsFolder(b.Metadata)).Select(Describe)],
                page.Current.ContinuationToken is { Length: > 0 } next ? next : null
            );
        }
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The storage refused or could not be reached; the message says which.</exception>
    public async Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (Address(name) is not { } client)
        {
            return null;
        }

        try
        {
            var properties = (
                await client.GetPropertiesAsync(cancellationToken: cancellationToken)
            ).Value;
            return IsFolder(properties.Metadata)
                ? null
                : new BlobItem(
                    new BlobIdentity(Container, name, Version(properties.ETag)),
                    properties.ContentLength,
                    properties.LastModified
                );
        }
        catch (RequestFailedException none) when (AzureFault.IsMissing(none))
        {
            return null;
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw AzureFault.Explain($"{Container}/{name}", problem);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No URL leads to a blob of that name.</exception>
    /// <exception cref="IOException">The storage refused or could not be reached; the message says which.</exception>
    public async Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken)
    {
        var name = blob.Identity.Name;
        var client =
            Address(name)
            ?? throw new ArgumentException($"No URL leads to a blob of the name '{name}'.");
        var source = new AzureByteSource(new AzureBlobRange(client, blob, $"{Container}/{name}"));
        await source.LoadEndAsync(cancellationToken);
        return source;
    }

    // Parts such as .. are folded away in URLs: what such a name leads to is another blob, or another container.
    private BlobClient? Address(string name)
    {
        var whole = _location.Prefix + name;
        if (name.Length is 0 or > BlobName.LongestName)
        {
            return null;
        }

        var client = _location.Client.GetBlobClient(whole);
        var parts = new BlobUriBuilder(client.Uri);
        return (parts.BlobContainerName, parts.BlobName) == (_location.Client.Name, whole)
            ? client
            : null;
    }

    private async Task<bool> MoveNextAsync(
        IAsyncEnumerator<Page<BlobItemOfAzure>> page,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await page.MoveNextAsync();
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw AzureFault.Explain(Container, problem);
        }
    }

    // Accounts with a hierarchical namespace list their folders too.
    private static bool IsFolder(IDictionary<string, string>? metadata) =>
        metadata is not null && metadata.ContainsKey(FolderMark);

    // In quotes in a header, without them in a listing.
    private static string Version(ETag tag) => tag.ToString().Trim('"');

    private BlobItem Describe(BlobItemOfAzure blob) =>
        new(
            new BlobIdentity(
                Container,
                blob.Name[(_location.Prefix?.Length ?? 0)..],
                blob.Properties.ETag is { } version ? Version(version) : ""
            ),
            blob.Properties.ContentLength ?? 0,
            blob.Properties.LastModified ?? default
        );
}
