using System.Buffers;

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

        var source = input.AsSpan(offset, count);
        if (codec == CompressionCodec.Zstd)
        {
            Zstd.CheckClaim(source, uncompressedSize);
        }

        if (codec == CompressionCodec.Brotli)
        {
            Brotli.CheckClaim(source, uncompressedSize);
        }

        Rent(uncompressedSize);
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
                Brotli.Decode(source, output);
                break;
            case CompressionCodec.Lz4Raw:
                Require(Lz4Decoder.TryDecode(source, output));
                break;
            case CompressionCodec.Lz4Hadoop:
                Require(HadoopLz4Decoder.TryDecode(source, output));
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

    private void Require(bool isWhole)
    {
        if (!isWhole)
        {
            FormatFault.Corrupt($"the {codec:G} data is damaged");
        }
    }

    private int LargestExpansion() =>
        codec switch
        {
            CompressionCodec.Snappy => SnappyDecoder.LargestExpansion,
            CompressionCodec.Lz4Raw or CompressionCodec.Lz4Hadoop => Lz4Decoder.LargestExpansion,
            CompressionCodec.Gzip => Gzip.LargestExpansion,
            // Without a bound of its own: it is counted.
            CompressionCodec.Brotli => int.MaxValue,
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
