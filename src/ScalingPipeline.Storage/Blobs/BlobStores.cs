using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.Folders;

namespace ScalingPipeline.Storage.Blobs;

/// <summary>Opens the store that a location names: a folder or an Azure Blob Storage container.</summary>
public static class BlobStores
{
    /// <summary>The environment variable with the connection string for containers that are named without a SAS.</summary>
    public const string ConnectionStringVariable = "AZURE_STORAGE_CONNECTION_STRING";

    /// <param name="location">
    /// The path of a folder; <c>https://ACCOUNT.blob.core.windows.net/CONTAINER[/PREFIX][?SAS]</c>; or
    /// <c>http://HOST:PORT/ACCOUNT/CONTAINER[/PREFIX]</c>, an emulator.
    /// </param>
    /// <param name="connectionString">Used when it is of the account in the URL and the URL has no SAS; by default <see cref="ConnectionStringVariable"/>.</param>
    /// <param name="loggers">Told what cannot be read.</param>
    /// <exception cref="ArgumentException">The location is neither, or no credentials fit it.</exception>
    public static BlobStore Open(
        string location,
        string? connectionString = null,
        ILoggerFactory? loggers = null
    )
    {
        if (string.IsNullOrWhiteSpace(location) || location.Contains('\0'))
        {
            throw new ArgumentException(
                "A storage location is a folder or the URL of a container."
            );
        }

        if (!AzureLocation.IsUrl(location))
        {
            return OpenFolder(location, loggers ?? NullLoggerFactory.Instance);
        }

        var place = AzureLocation.Parse(location, ConnectionStringOr(connectionString));
        return new BlobStore(place.Display, new AzureBlobSource(place), new AzureBlobSink(place));
    }

    /// <summary>What is given, else what the environment holds.</summary>
    internal static string? ConnectionStringOr(string? given) =>
        given ?? Environment.GetEnvironmentVariable(ConnectionStringVariable);

    private static BlobStore OpenFolder(string path, ILoggerFactory loggers) =>
        new(
            Path.GetFullPath(path),
            new FolderBlobSource(path, loggers.CreateLogger<FolderBlobSource>()),
            new FolderBlobSink(path)
        );
}
