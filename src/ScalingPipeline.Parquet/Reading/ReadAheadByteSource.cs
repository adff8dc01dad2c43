using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet;

/// <summary>
/// Reads a blob by ranges with few requests: bytes that <see cref="Expect"/> announced are fetched in blocks, neighbours together, the next
/// ones while the one before is being read; others when they are asked for. Safe for parallel reads.
/// </summary>
public sealed class ReadAheadByteSource : IByteSource, IReadAhead
{
    private const int BlockSize = 4 << 20;
    private const int Gap = 256 << 10;

    // Each column that is being read holds the block at hand and the next.
    private const int BlocksAhead = 1;
    private const int MostHeld = 24;

    private readonly RangeFetch _fetch;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _planning = new();
    private readonly Queue<ReadAheadBlock> _held = new();
    private ReadAheadBlock[] _blocks = [];

    /// <param name="length">Bytes in all.</param>
    /// <param name="fetch">Called from several threads at once.</param>
    public ReadAheadByteSource(long length, RangeFetch fetch)
    {
        (Length, _fetch) = (length, fetch);
    }

    public long Length { get; }

    /// <summary>Small where the bytes are fetched ahead anyway, large where each read is a request.</summary>
    public int PreferredReadSize => _blocks.Length > 0 ? 256 << 10 : BlockSize;

    public void Expect(IReadOnlyList<ByteRange> ranges)
    {
        lock (_planning)
        {
            GiveUpAll();
            _blocks = ReadAheadBlocks.Of(
                ranges.Select(range =>
                    range with
                    {
                        Length = Math.Min(range.Length, Length - range.Offset),
                    }
                ),
                BlockSize,
                Gap
            );
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        if (offset < 0 || destination.Length > Length - offset)
        {
            throw new EndOfStreamException(
                $"The file has {Length} bytes; {destination.Length} from byte {offset} on were asked for."
            );
        }

        while (!destination.IsEmpty)
        {
            var read = ReadPart(offset, destination);
            offset += read;
            destination = destination[read..];
        }
    }

    public void Dispose()
    {
        lock (_planning)
        {
            _end.Cancel();
            GiveUpAll();
        }

        _end.Dispose();
    }

    private int ReadPart(long offset, Span<byte> destination)
    {
        if (Claim(offset, out var next) is { } claim)
        {
            return ReadFrom(claim, offset, destination);
        }

        var bytes = new byte[(int)Math.Min(destination.Length, next - offset)];
        _fetch(offset, bytes, _end.Token).GetAwaiter().GetResult();
        bytes.CopyTo(destination);
        return bytes.Length;
    }

    private int ReadFrom(Claimed claim, long offset, Span<byte> destination)
    {
        var length = (int)Math.Min(destination.Length, claim.Block.End - offset);
        try
        {
            claim.Fetch.GetAwaiter().GetResult();
        }
        catch
        {
            // Whoever tries again asks anew.
            lock (_planning)
            {
                claim.Block.GiveUp();
            }

            throw;
        }

        claim.Bytes.AsSpan((int)(offset - claim.Block.Offset), length).CopyTo(destination);
        lock (_planning)
        {
            claim.Block.Release(length);
        }

        return length;
    }

    /// <summary>The block with the byte at <paramref name="offset"/>, on its way with those behind it; null, with where the next one begins, if there is none.</summary>
    private Claimed? Claim(long offset, out long next)
    {
        lock (_planning)
        {
            var index = IndexOf(offset);
            next = index + 1 < _blocks.Length ? _blocks[index + 1].Offset : Length;
            if (index < 0 || offset >= _blocks[index].End || _blocks[index].IsDone)
            {
                return null;
            }

            for (var i = index; i < _blocks.Length && i <= index + BlocksAhead; i++)
            {
                Hold(_blocks[i]);
            }

            var (bytes, fetch) = _blocks[index].Held;
            return new Claimed(_blocks[index], bytes, fetch);
        }
    }

    private void Hold(ReadAheadBlock block)
    {
        if (block.IsHeld || block.IsDone)
        {
            return;
        }

        block.Start(_fetch, _end.Token);
        _held.Enqueue(block);
        while (_held.Count > MostHeld || _held.Peek().IsDone)
        {
            _held.Dequeue().GiveUp();
        }
    }

    // The last block that begins at or before the offset; -1 if none does.
    private int IndexOf(long offset)
    {
        var (low, high) = (0, _blocks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _blocks[middle].Offset <= offset ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private void GiveUpAll()
    {
        foreach (var block in _held)
        {
            block.GiveUp();
        }

        _held.Clear();
        _blocks = [];
    }

    private sealed record Claimed(ReadAheadBlock Block, byte[] Bytes, Task Fetch);
}
