using ScalingPipeline.Parquet;

namespace ScalingPipeline.Storage.AzureBlobs;

/// <summary>
/// A blob read by position with few requests: the end of the blob (where Parquet keeps its footer) is fetched once and kept, other
/// reads go through one window that is fetched ahead. Safe for parallel reads.
/// </summary>
internal sealed class AzureByteSource(AzureBlobRange range) : IByteSource
{
    /// <summary>Bytes fetched at once. A blob no longer than this is fetched whole by one request.</summary>
    internal const int WindowLength = 4 << 20;

    /// <summary>Bytes at the end of a longer blob that are kept.</summary>
    internal const int EndLength = 256 << 10;

    private readonly Lock _reading = new();
    private byte[] _end = [];
    private byte[] _window = [];
    private long _windowStart;
    private int _windowFilled;

    public long Length => range.Blob.Size;

    public int PreferredReadSize => WindowLength;

    private long EndStart => Length - _end.Length;

    /// <summary>The first request: fails here when the blob changed since it was listed.</summary>
    public async Task LoadEndAsync(CancellationToken cancellationToken)
    {
        if (Length == 0)
        {
            await range.RequireUnchangedAsync(cancellationToken);
            return;
        }

        var end = new byte[Length <= WindowLength ? Length : EndLength];
        await range.DownloadAsync(Length - end.Length, end, cancellationToken);
        _end = end;
    }

    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > Length - offset)
        {
            throw new EndOfStreamException(
                $"{range.Blob.Identity.Name} has {Length} bytes; {destination.Length} from byte {offset} on were asked for."
            );
        }

        lock (_reading)
        {
            var inFront = (int)Math.Clamp(EndStart - offset, 0, destination.Length);
            ReadInFront(offset, destination[..inFront]);
            if (inFront < destination.Length)
            {
                var start = (int)(offset + inFront - EndStart);
                _end.AsSpan(start, destination.Length - inFront).CopyTo(destination[inFront..]);
            }
        }
    }

    public void Dispose()
    {
        _end = [];
        _window = [];
        _windowFilled = 0;
    }

    private void ReadInFront(long offset, Span<byte> destination)
    {
        var known = Known(offset, destination.Length);
        _window.AsSpan((int)(known == 0 ? 0 : offset - _windowStart), known).CopyTo(destination);
        offset += known;
        destination = destination[known..];

        if (destination.Length >= WindowLength)
        {
            range.Download(offset, destination);
        }
        else if (!destination.IsEmpty)
        {
            Fill(offset);
            _window.AsSpan(0, destination.Length).CopyTo(destination);
        }
    }

    /// <summary>How many of the bytes from <paramref name="offset"/> on the window holds.</summary>
    private int Known(long offset, int wanted) =>
        offset < _windowStart
            ? 0
            : (int)Math.Clamp(_windowStart + _windowFilled - offset, 0, wanted);

    private void Fill(long offset)
    {
        if (_window.Length == 0)
        {
            _window = new byte[WindowLength];
        }

        // Invalid until the whole download succeeded.
        _windowFilled = 0;
        var length = (int)Math.Min(WindowLength, EndStart - offset);
        range.Download(offset, _window.AsSpan(0, length));
        (_windowStart, _windowFilled) = (offset, length);
    }
}
