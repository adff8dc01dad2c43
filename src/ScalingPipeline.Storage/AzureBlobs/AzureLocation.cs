using Azure.Identity;
using Azure.Storage.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>A container, and the prefix inside it, from the URL that a person gives.</summary>
/// <remarks>
/// <c>https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX][?SAS]</c>, or <c>http://HOST:PORT/ACCOUNT/CONTAINER[/PREFIX]</c> for an
/// emulator. Credentials are taken, in this order, from the URL (a SAS), from a connection string of the same account, and
/// from the identity of the machine or the developer (<see cref="DefaultAzureCredential"/>).
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
        return new(
            Connect(uri, parts.BlobContainerName, connectionString, new BlobClientOptions()),
            prefix
        );
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

    private static BlobContainerClient Connect(
        Uri uri,
        string container,
        string? connectionString,
        BlobClientOptions options
    )
    {
        var address = new BlobUriBuilder(uri) { BlobName = "" };
        if (address.Sas is not null)
        {
            return new BlobContainerClient(address.ToUri(), options);
        }

        if (
            Service(connectionString, options) is { } service
            && IsAccountOf(service.Uri, address.ToUri())
        )
        {
            return service.GetBlobContainerClient(container);
        }

        return address.Scheme is "https"
            ? new BlobContainerClient(address.ToUri(), new DefaultAzureCredential(), options)
            : throw new ArgumentException(
                $"No credentials fit {address.ToUri().GetLeftPart(UriPartial.Path)}; set {BlobStores.ConnectionStringVariable} to the "
                    + "connection string of that account, or add a SAS to the URL."
            );
    }

    private static BlobServiceClient? Service(string? connectionString, BlobClientOptions options)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return null;
        }

        return TryOpen(connectionString, options)
            ?? throw new ArgumentException(
                $"{BlobStores.ConnectionStringVariable} is not a connection string of a storage account."
            );
    }

    // The message of a parser may quote the key: it is not passed on.
    private static BlobServiceClient? TryOpen(string connectionString, BlobClientOptions options)
    {
        try
        {
            return new BlobServiceClient(connectionString, options);
        }
        catch (Exception wrong) when (wrong is FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsAccountOf(Uri service, Uri container) =>
        Uri.Compare(
            service,
            container,
            UriComponents.SchemeAndServer,
            UriFormat.SafeUnescaped,
            StringComparison.OrdinalIgnoreCase
        ) == 0
        && container.AbsolutePath.StartsWith(
            $"{service.AbsolutePath.TrimEnd('/')}/",
            StringComparison.OrdinalIgnoreCase
        );
}
