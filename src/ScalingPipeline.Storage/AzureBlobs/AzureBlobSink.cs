using Azure;
using Azure.Storage.Blobs.Models;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Storage.Blobs;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>Writes blobs to an Azure Blob Storage container; creates the container when it is missing.</summary>
public sealed class AzureBlobSink : IBlobSink
{
    private readonly AzureLocation _location;

    internal AzureBlobSink(AzureLocation location)
    {
        _location = location;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name could leave the container or prefix, or is too long.</exception>
    /// <exception cref="IOException">The storage refused or could not be reached; the message says which.</exception>
    public async Task WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        long expectedLength = 0
    )
    {
        BlobName.Parts(name);

        // Whole before the first byte is sent: a writer that fails midway leaves the old content in place.
        await using var content = Spool();
        await write(content, cancellationToken);
        try
        {
            await Upload(name, content, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.ErrorCode is "ContainerNotFound")
        {
            await CreateContainer(cancellationToken);
            await Upload(name, content, cancellationToken);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The name could leave the container or prefix, or is too long.</exception>
    public string Locate(string name) =>
        $"{_location.Display}/{string.Join('/', BlobName.Parts(name).Select(Uri.EscapeDataString))}";

    private static FileStream Spool() =>
        new(
            Path.Combine(Path.GetTempPath(), $"scaling-pipeline-{Guid.NewGuid():n}"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 1 << 16,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );

    private async Task Upload(string name, Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        try
        {
            await _location
                .Client.GetBlobClient(_location.Prefix + name)
                .UploadAsync(
                    content,
                    new BlobUploadOptions
                    {
                        HttpHeaders = new BlobHttpHeaders { ContentType = ContentTypes.Of(name) },
                        TransferOptions = AzureClients.Transfers,
                    },
                    cancellationToken
                );
        }
        catch (Exception problem)
            when (AzureFault.Is(problem, cancellationToken)
                && problem is not RequestFailedException { ErrorCode: "ContainerNotFound" }
            )
        {
            throw AzureFault.Explain(Locate(name), problem);
        }
    }

    private async Task CreateContainer(CancellationToken cancellationToken)
    {
        try
        {
            await _location.Client.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (Exception problem) when (AzureFault.Is(problem, cancellationToken))
        {
            throw AzureFault.Explain(_location.Display, problem);
        }
    }
}
