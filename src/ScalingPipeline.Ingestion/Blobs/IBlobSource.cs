using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>Where training logs are dropped: a folder or a container. Only ever read.</summary>
public interface IBlobSource
{
    /// <summary>A stable name: part of the identity of every blob in it.</summary>
    string Container { get; }

    /// <summary>
    /// The blobs of a container, page by page, in an order that stays the same from call to call: whoever keeps the continuation of the last page that
    /// was worked through goes on there, in another process too. A blob that is written meanwhile may be missed; the next listing has it.
    /// </summary>
    /// <remarks>Names are relative, with <c>/</c> between their parts. A page may be empty with others still to come.</remarks>
    /// <exception cref="IOException">The storage cannot be listed, or does not know the continuation: list from the beginning.</exception>
    IAsyncEnumerable<BlobPage> ListAsync(BlobListing listing, CancellationToken cancellationToken);

    /// <summary>The newest version of one blob; null when there is none, or what has the name is nothing that is listed, such as a folder or a link.</summary>
    /// <param name="name">As it would be listed; any text.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="IOException">The storage cannot tell.</exception>
    Task<BlobItem?> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens exactly the version that was listed or found.</summary>
    /// <exception cref="BlobChangedException">The blob was overwritten or deleted since; also thrown by later reads.</exception>
    Task<IByteSource> OpenAsync(BlobItem blob, CancellationToken cancellationToken);
}
