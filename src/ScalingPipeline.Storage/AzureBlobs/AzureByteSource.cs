using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>
/// A blob read by position with few requests: the end of the blob (where Parquet keeps its footer) is fetched once and kept, what stands
/// before it as it is announced, ahead and in large blocks, or else as it is asked for. Safe for parallel reads.
/// </summary>
internal sealed class AzureByteSource : IByteSource, IReadAhead
{
    /// <summary>A blob no longer than this is fetched whole by one request.</summary>
    internal const int SmallLength = 4 << 20;

    /// <summary>Bytes at the end of a longer blob that are kept.</summary>
    internal const int EndLength = 256 << 10;

    private readonly AzureBlobRange _range;
    private readonly ReadAheadByteSource _front;
    private byte[] _end = [];

    public AzureByteSource(AzureBlobRange range)
    {
        _range = range;
        _front = new ReadAheadByteSource(Length, range.DownloadAsync);
    }

    public long Length => _range.Blob.Size;

    public int PreferredReadSize => _front.PreferredReadSize;

    private long EndStart => Length - _end.Length;

    /// <summary>The first request: fails here when the blob changed since it was listed.</summary>
    public async Task LoadEndAsync(CancellationToken cancellationToken)
    {
        if (Length == 0)
        {
            await _range.RequireUnchangedAsync(cancellationToken);
            return;
        }

        var end = new byte[Length <= SmallLength ? Length : EndLength];
        await _range.DownloadAsync(Length - end.Length, end, cancellationToken);
        _end = end;
    }

    public void Expect(IReadOnlyList<ByteRange> ranges) =>
        _front.Expect([
            .. ranges
                .Where(range => range.Offset < EndStart)
                .Select(range =>
                    range with
                    {
                        Length = Math.Min(range.Length, EndStart - range.Offset),
                    }
                ),
        ]);

    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > Length - offset)
        {
            throw new EndOfStreamException(
                $"{_range.Blob.Identity.Name} has {Length} bytes; {destination.Length} from byte {offset} on were asked for."
            );
        }

        var inFront = (int)Math.Clamp(EndStart - offset, 0, destination.Length);
        _front.Read(offset, destination[..inFront]);
        if (inFront < destination.Length)
        {
            var start = (int)(offset + inFront - EndStart);
            _end.AsSpan(start, destination.Length - inFront).CopyTo(destination[inFront..]);
        }
    }

    public void Dispose()
    {
        _front.Dispose();
        _end = [];
    }
}
