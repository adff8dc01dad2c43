using System.Buffers;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>A pooled window that slides over the bytes of one column chunk in few large reads.</summary>
internal sealed class ChunkWindow : IDisposable
{
    // A chunk of this size is read at once: its pages need not be moved, and it still fits the processor's cache.
    private const int SmallChunk = 1 << 20;

    private readonly IByteSource _source;
    private readonly int _readSize;
    private long _end;
    private long _next;
    private int _filled;

    /// <summary>The chunk spans <paramref name="start"/> (inclusive) to <paramref name="end"/> (exclusive), both within the source.</summary>
    public ChunkWindow(IByteSource source, long start, long end)
    {
        (_source, _next, _end) = (source, start, end);
        _readSize = Math.Max(
            source.PreferredReadSize,
            end - start <= SmallChunk ? SmallChunk : 4096
        );
        Buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(end - start, 64, _readSize));
    }

    public byte[] Buffer { get; private set; }

    /// <summary>Where the unread bytes begin in <see cref="Buffer"/>.</summary>
    public int Position { get; private set; }

    /// <summary>Unread bytes of the chunk, in the window or not.</summary>
    public long Remaining => _end - _next + (_filled - Position);

    /// <summary>Where in the source the unread bytes begin.</summary>
    public long Offset => _next - (_filled - Position);

    /// <summary>Goes on with other bytes of the source.</summary>
    public void Restart(long start, long end)
    {
        (_next, _end) = (start, end);
        (Position, _filled) = (0, 0);
        var size = (int)Math.Min(_readSize, end - start);
        if (Buffer.Length < size)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = ArrayPool<byte>.Shared.Rent(size);
        }
    }

    /// <summary>
    /// Makes the next <paramref name="count"/> bytes, at most <see cref="Remaining"/>, lie together at <see cref="Position"/>.
    /// What was in the buffer before may move.
    /// </summary>
    public void Require(int count)
    {
        if (_filled - Position >= count)
        {
            return;
        }

        var kept = Buffer.AsSpan(Position, _filled - Position);
        if (count > Buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(count);
            kept.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = larger;
        }
        else
        {
            kept.CopyTo(Buffer);
        }

        (Position, _filled) = (0, kept.Length);
        var wanted = Math.Max(count, _readSize);
        var read = (int)Math.Min(Math.Min(wanted, Buffer.Length) - _filled, _end - _next);
        _source.Read(_next, Buffer.AsSpan(_filled, read));
        _next += read;
        _filled += read;
    }

    public void Skip(int count) => Position += count;

    public void Dispose()
    {
        if (Buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = [];
        }
    }
}
