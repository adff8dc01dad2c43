using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>
/// The LZ4 frame format (lz4/lz4, doc/lz4_Frame_format.md), which some early writers put behind the deprecated LZ4 codec. Its own
/// checksums are passed over: the page has one.
/// </summary>
internal static class Lz4Frames
{
    private const uint Magic = 0x184D2204;
    private const uint StoredBlock = 0x8000_0000;

    /// <summary>False if the input is no sequence of frames or does not fill <paramref name="output"/> exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        var written = 0;
        do
        {
            if (!TryReadFrame(ref input, output, ref written))
            {
                return false;
            }
        } while (input.Length > 0);

        return written == output.Length;
    }

    private static bool TryReadFrame(
        ref ReadOnlySpan<byte> input,
        Span<byte> output,
        ref int written
    )
    {
        if (input.Length < 7 || BinaryPrimitives.ReadUInt32LittleEndian(input) != Magic)
        {
            return false;
        }

        var flags = input[4];
        var (hasBlockChecksum, hasSize) = ((flags & 0x10) != 0, (flags & 0x08) != 0);
        var (hasChecksum, hasDictionary) = ((flags & 0x04) != 0, (flags & 0x01) != 0);
        var head = 7 + (hasSize ? 8 : 0);
        if (flags >> 6 != 1 || hasDictionary || input.Length < head)
        {
            return false;
        }

        input = input[head..];
        var start = written;
        while (input.Length >= 4)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(input);
            input = input[4..];
            if (size == 0)
            {
                return !hasChecksum || TrySkip(ref input, 4);
            }

            var length = size & ~StoredBlock;
            if (
                length > input.Length
                || !TryReadBlock(
                    input[..(int)length],
                    (size & StoredBlock) != 0,
                    output[start..],
                    start,
                    ref written
                )
            )
            {
                return false;
            }

            input = input[(int)length..];
            if (hasBlockChecksum && !TrySkip(ref input, 4))
            {
                return false;
            }
        }

        return false;
    }

    // A block may refer back to the blocks of its frame before it.
    private static bool TryReadBlock(
        ReadOnlySpan<byte> block,
        bool isStored,
        Span<byte> frame,
        int start,
        ref int written
    )
    {
        var before = written - start;
        if (!isStored)
        {
            if (!Lz4Decoder.TryDecode(block, frame, before, out var end))
            {
                return false;
            }

            written = start + end;
            return true;
        }

        written += block.Length;
        return block.TryCopyTo(frame[before..]);
    }

    private static bool TrySkip(ref ReadOnlySpan<byte> input, int bytes)
    {
        if (input.Length < bytes)
        {
            return false;
        }

        input = input[bytes..];
        return true;
    }
}
