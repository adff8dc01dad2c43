namespace ScalingPipeline.Ingestion.Blobs;

/// <summary>Where the service puts what it makes: <c>normalized/</c>, <c>alerts/</c>, <c>reports/</c>.</summary>
public interface IBlobSink
{
    /// <summary>Writes a blob whole: a reader sees the old content or the new, nothing between. Writing the same again is harmless.</summary>
    /// <param name="name">Relative, with <c>/</c> between parts made by <see cref="BlobPath"/>.</param>
    /// <param name="write">Writes the content; called once.</param>
    /// <param name="cancellationToken">Stops; the old content stays.</param>
    /// <param name="expectedLength">Bytes that will about be written, so that room can be made for them at once; 0 where that is not known.</param>
    Task WriteAsync(
        string name,
        Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken,
        long expectedLength = 0
    );

    /// <summary>Where a person finds the blob: a full path or a URL.</summary>
    string Locate(string name);
}
