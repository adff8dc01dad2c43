using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>Where training logs are dropped: a folder or a container. Only ever read.</summary>
public interface IBlobSource
{
    /// <summary>A stable name: part of the identity of every blob in it.</summary>
    string Container { get; }

    /// <summary>Every blob, in any order. Names are relative, with <c>/</c> between their parts.</summary>
    IAsyncEnumerable<BlobItem> ListAsync(CancellationToken cancellationToken);

    /// <summary>Opens exactly the version that was listed.</summary>
    /// <exception cref="BlobChangedException">The blob was overwritten or deleted since; also thrown by later reads.</exception>
    Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken);
}
