using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>The LZ4 block format (lz4/lz4, doc/lz4_Block_format.md), decoded with every bound checked.</summary>
internal static class Lz4Decoder
{
    // Each further byte of a length yields at most 255 bytes.
    public const int LargestExpansion = 256;

    private const int ShortestMatch = 4;
    private const int LongLength = 15;

    /// <summary>False if the data is damaged or does not fill <paramref name="output"/> exactly.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> input, Span<byte> output) =>
        TryDecode(input, output, 0, out var end) && end == output.Length;

    /// <summary>
    /// Decodes behind the first <paramref name="start"/> bytes of <paramref name="output"/>, to which matches may refer back; false if the
    /// data is damaged or does not fit.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> input,
        Span<byte> output,
        int start,
        out int written
    )
    {
        var read = 0;
        written = start;
        while (read < input.Length)
        {
            int token = input[read++];
            if (
                !TryReadLength(input, ref read, token >> 4, out var literal)
                || literal > input.Length - read
                || literal > output.Length - written
            )
            {
                return false;
            }

            input.Slice(read, literal).CopyTo(output[written..]);
            read += literal;
            written += literal;
            if (read == input.Length)
            {
                break;
            }

            if (input.Length - read < 2)
            {
                return false;
            }

            int offset = BinaryPrimitives.ReadUInt16LittleEndian(input[read..]);
            read += 2;
            if (
                !TryReadLength(input, ref read, token & LongLength, out var match)
                || offset == 0
                || offset > written
                || match > output.Length - written - ShortestMatch
            )
            {
                return false;
            }

            CopyBack(output, written, offset, match + ShortestMatch);
            written += match + ShortestMatch;
        }

        return true;
    }

    // Each round copies all that the pattern has become, so that overlaps double.
    private static void CopyBack(Span<byte> output, int written, int offset, int length)
    {
        var from = written - offset;
        while (length > 0)
        {
            var piece = Math.Min(length, written - from);
            output.Slice(from, piece).CopyTo(output[written..]);
            written += piece;
            length -= piece;
        }
    }

    private static bool TryReadLength(
        ReadOnlySpan<byte> input,
        ref int read,
        int nibble,
        out int length
    )
    {
        length = nibble;
        if (nibble < LongLength)
        {
            return true;
        }

        while (read < input.Length)
        {
            int more = input[read++];
            length += more;
            if (length < 0)
            {
                return false;
            }

            if (more < byte.MaxValue)
            {
                return true;
            }
        }

        return false;
    }
}
