using System.Buffers;
using System.IO.Compression;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Brotli through the base library.</summary>
internal static class Brotli
{
    // Above this ratio, which no real log reaches, the bytes are counted before memory is given for them.
    private const int HonestExpansion = 1 << 10;
    private const int Scratch = 1 << 16;

    /// <summary>Refuses, before memory is given, data that does not really hold as many bytes.</summary>
    public static void CheckClaim(ReadOnlySpan<byte> input, int length)
    {
        if (length / HonestExpansion <= input.Length)
        {
            return;
        }

        var scratch = ArrayPool<byte>.Shared.Rent(Scratch);
        try
        {
            using var decoder = new BrotliDecoder();
            for (var left = (long)length; ; )
            {
                var status = decoder.Decompress(input, scratch, out var read, out var written);
                input = input[read..];
                left -= written;
                if (status == OperationStatus.Done && left == 0)
                {
                    return;
                }

                if (status != OperationStatus.DestinationTooSmall || left < 0)
                {
                    Refuse(length);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    public static void Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (
            !BrotliDecoder.TryDecompress(input, output, out var written)
            || written != output.Length
        )
        {
            Refuse(output.Length);
        }
    }

    private static void Refuse(int length) =>
        FormatFault.Corrupt(
            $"the Brotli data is damaged or does not hold the {length} bytes that the page header says"
        );
}
