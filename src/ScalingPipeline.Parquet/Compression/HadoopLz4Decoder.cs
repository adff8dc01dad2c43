using System.Buffers.Binary;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>
/// The deprecated LZ4 codec: blocks behind big-endian lengths, uncompressed and compressed, as Hadoop writes them, or, by writers that did not
/// know of that, LZ4 frames or a bare LZ4 block.
/// </summary>
internal static class HadoopLz4Decoder
{
    public static bool TryDecode(ReadOnlySpan<byte> input, Span<byte> output) =>
        TryDecodeBlocks(input, output)
        || Lz4Frames.TryDecode(input, output)
        || Lz4Decoder.TryDecode(input, output);

    private static bool TryDecodeBlocks(ReadOnlySpan<byte> input, Span<byte> output)
    {
        while (input.Length >= 8)
        {
            var uncompressed = BinaryPrimitives.ReadUInt32BigEndian(input);
            var compressed = BinaryPrimitives.ReadUInt32BigEndian(input[4..]);
            input = input[8..];
            if (
                uncompressed > output.Length
                || compressed > input.Length
                || !Lz4Decoder.TryDecode(input[..(int)compressed], output[..(int)uncompressed])
            )
            {
                return false;
            }

            input = input[(int)compressed..];
            output = output[(int)uncompressed..];
        }

        return input.Length == 0 && output.Length == 0;
    }
}
