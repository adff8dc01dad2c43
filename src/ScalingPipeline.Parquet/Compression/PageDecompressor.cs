using System.Buffers;
using System.IO.Compression;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Decompresses pages of one codec into a pooled buffer of its own.</summary>
internal sealed class PageDecompressor(CompressionCodec codec) : IDisposable
{
    // Room for the wide stores and loads of the decoders behind the payload.
    private const int Slack = 64;
    private const int SmallPage = 1 << 16;

    public byte[] Buffer { get; private set; } = [];

    /// <summary>Refuses sizes that the codec cannot have produced, before memory is given.</summary>
    public void Decompress(byte[] input, int offset, int count, int uncompressedSize)
    {
        if (uncompressedSize > SmallPage && uncompressedSize / LargestExpansion() > count)
        {
            FormatFault.Corrupt(
                $"{count} bytes of {codec} data cannot hold the {uncompressedSize} bytes that the page header claims"
            );
        }

        Rent(uncompressedSize);
        var source = input.AsSpan(offset, count);
        var output = Buffer.AsSpan(0, uncompressedSize);
        switch (codec)
        {
            case CompressionCodec.Snappy:
                SnappyDecoder.Decode(source, Buffer, uncompressedSize);
                break;
            case CompressionCodec.Zstd:
                Zstd.Decode(source, output);
                break;
            case CompressionCodec.Gzip:
                Gzip.Decode(input, offset, count, output);
                break;
            case CompressionCodec.Brotli:
                if (
                    !BrotliDecoder.TryDecompress(source, output, out var written)
                    || written != uncompressedSize
                )
                {
                    FormatFault.Corrupt("the brotli data is damaged");
                }

                break;
            default:
                FormatFault.Unsupported($"the codec {codec:G} is not supported");
                break;
        }
    }

    public void Dispose()
    {
        if (Buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(Buffer);
            Buffer = [];
        }
    }

    private int LargestExpansion() =>
        codec switch
        {
            CompressionCodec.Snappy => SnappyDecoder.LargestExpansion,
            CompressionCodec.Gzip => Gzip.LargestExpansion,
            _ => Zstd.LargestExpansion,
        };

    private void Rent(int size)
    {
        if (Buffer.Length < size + Slack)
        {
            Dispose();
            Buffer = ArrayPool<byte>.Shared.Rent(size + Slack);
        }
    }
}
