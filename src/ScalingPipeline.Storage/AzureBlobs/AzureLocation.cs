using Azure.Storage.Blobs;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>A container, and the prefix inside it, from the URL that a person gives.</summary>
/// <remarks>
/// <c>https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX][?SAS]</c>, or <c>http://HOST:PORT/ACCOUNT/CONTAINER[/PREFIX]</c> for an
/// emulator. Credentials: see <see cref="AzureAccess"/>.
/// </remarks>
internal sealed class AzureLocation
{
    private AzureLocation(BlobContainerClient client, string? prefix)
    {
        Client = client;
        Prefix = prefix;
        var root = client.Uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        Display = prefix is null ? root : $"{root}/{prefix.TrimEnd('/')}";
    }

    public BlobContainerClient Client { get; }

    /// <summary>Ends with <c>/</c>; null for the whole container.</summary>
    public string? Prefix { get; }

    /// <summary>The URL without query: no credentials.</summary>
    public string Display { get; }

    public static bool IsUrl(string location) =>
        location.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || location.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">The URL names no container, or no credentials fit it.</exception>
    public static AzureLocation Parse(string url, string? connectionString)
    {
        var (uri, parts) = Split(url);
        var prefix = parts.BlobName.Trim('/') is { Length: > 0 } path ? $"{path}/" : null;
        return new(Connect(uri, parts.BlobContainerName, connectionString), prefix);
    }

    private static (Uri Url, BlobUriBuilder Parts) Split(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            throw new ArgumentException("The storage URL cannot be read as a URL.");
        }

        var parts = new BlobUriBuilder(uri);
        return parts.BlobContainerName.Length > 0
            ? (uri, parts)
            : throw new ArgumentException(
                $"{uri.GetLeftPart(UriPartial.Path)} names no container; give https://ACCOUNT.blob.core.windows.net/CONTAINER."
            );
    }

    private static BlobContainerClient Connect(Uri uri, string container, string? connectionString)
    {
        var address = new BlobUriBuilder(uri) { BlobName = "" };
        var service = address.Sas is null
            ? AzureAccess.Service(
                connectionString,
                text => new BlobServiceClient(text, AzureClients.Blob())
            )
            : null;
        return AzureAccess.Connect(
            address.ToUri(),
            address.Sas is not null,
            service?.Uri,
            () => new BlobContainerClient(address.ToUri(), AzureClients.Blob()),
            () => service!.GetBlobContainerClient(container),
            identity => new BlobContainerClient(address.ToUri(), identity, AzureClients.Blob())
        );
    }
}
