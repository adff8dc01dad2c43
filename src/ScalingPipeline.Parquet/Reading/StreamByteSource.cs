namespace ScalingPipeline.Parquet;

/// <summary>Reads a stream that can seek; its position moves. The stream is disposed with the source.</summary>
public sealed class StreamByteSource : IByteSource
{
    private readonly Stream _stream;
    private readonly Lock _reading = new();

    /// <exception cref="ArgumentException">The stream cannot read or cannot seek; <see cref="SpoolAsync"/> takes those.</exception>
    public StreamByteSource(Stream stream)
    {
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException(
                "A Parquet file is read from its end: the stream must seek.",
                nameof(stream)
            );
        }

        _stream = stream;
        Length = stream.Length;
    }

    public long Length { get; }

    public int PreferredReadSize => 1 << 18;

    /// <summary>Copies a stream that cannot seek, from where it stands to its end, to a temporary file that goes with the source.</summary>
    public static async Task<StreamByteSource> SpoolAsync(
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                Options = FileOptions.DeleteOnClose,
            }
        );
        try
        {
            await stream.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
            return new StreamByteSource(file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        lock (_reading)
        {
            _stream.Position = offset;
            _stream.ReadExactly(destination);
        }
    }

    public void Dispose() => _stream.Dispose();
}
