using System.IO.Compression;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Gzip through the base library, which also reads several members in a row.</summary>
internal static class Gzip
{
    // Deflate's limit is 1032 to 1.
    public const int LargestExpansion = 1033;

    public static void Decode(byte[] input, int offset, int count, Span<byte> output)
    {
        using var source = new MemoryStream(input, offset, count, writable: false);
        using var gzip = new GZipStream(source, CompressionMode.Decompress);
        try
        {
            var filled = gzip.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
            if (filled != output.Length || gzip.ReadByte() >= 0)
            {
                FormatFault.Corrupt(
                    $"the gzip data does not hold the {output.Length} bytes that the page header says"
                );
            }
        }
        catch (InvalidDataException)
        {
            FormatFault.Corrupt("the gzip data is damaged");
        }
    }

    public static void Encode(ReadOnlySpan<byte> input, MemoryStream output)
    {
        using var gzip = new GZipStream(output, CompressionLevel.Optimal, leaveOpen: true);
        gzip.Write(input);
    }
}
