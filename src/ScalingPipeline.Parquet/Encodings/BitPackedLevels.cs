using System.Buffers;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>
/// The deprecated BIT_PACKED levels of old files (apache/parquet-format, Encodings.md): values of <c>width</c> bits, most significant bit
/// first, without a length. They are laid out anew as one bit-packed run, which <see cref="HybridDecoder"/> reads.
/// </summary>
internal sealed class BitPackedLevels : IDisposable
{
    private const int GroupSize = 8;

    // The head of a run is a varint of at most five bytes.
    private const int HeadRoom = 5;

    private byte[] _run = [];

    /// <summary>Points <paramref name="levels"/> at <paramref name="count"/> levels; returns where they end in <paramref name="buffer"/>.</summary>
    public int Open(HybridDecoder levels, byte[] buffer, int offset, int end, int width, int count)
    {
        var stored = (int)(((long)count * width + 7) / 8);
        if (stored > end - offset)
        {
            FormatFault.Corrupt("its levels are longer than the page");
        }

        var groups = (count + GroupSize - 1) / GroupSize;
        Rent(HeadRoom + (groups * width));
        var at = WriteHead((uint)groups);
        var length = at + (groups * width);
        Repack(buffer.AsSpan(offset, stored), width, count, _run.AsSpan(at, groups * width));
        levels.Reset(_run, 0, count == 0 ? 0 : length, width);
        return offset + stored;
    }

    public void Dispose()
    {
        if (_run.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_run);
            _run = [];
        }
    }

    private static void Repack(ReadOnlySpan<byte> stored, int width, int count, Span<byte> run)
    {
        run.Clear();
        for (var value = 0; value < count; value++)
        {
            for (var bit = 0; bit < width; bit++)
            {
                var from = (long)value * width + bit;
                // The first bit read is the value's most significant one.
                var isSet = (stored[(int)(from >> 3)] >> (int)(7 - (from & 7))) & 1;
                var to = (long)value * width + (width - 1 - bit);
                run[(int)(to >> 3)] |= (byte)(isSet << (int)(to & 7));
            }
        }
    }

    private int WriteHead(uint groups)
    {
        var head = (groups << 1) | 1;
        var at = 0;
        for (; head >= 0x80; head >>= 7)
        {
            _run[at++] = (byte)(head | 0x80);
        }

        _run[at++] = (byte)head;
        return at;
    }

    private void Rent(int length)
    {
        if (_run.Length < length)
        {
            Dispose();
            _run = ArrayPool<byte>.Shared.Rent(length);
        }
    }
}
