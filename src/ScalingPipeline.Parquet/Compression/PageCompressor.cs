using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Compression;

/// <summary>Compresses pages of one codec into a pooled buffer of its own.</summary>
internal sealed class PageCompressor(CompressionCodec codec, int zstdLevel) : IDisposable
{
    private readonly PooledBuffer _output = new();
    private readonly MemoryStream _gzip = new();

    /// <summary>The compressed bytes, valid until the next call; the page itself when the codec is none.</summary>
    public ReadOnlySpan<byte> Compress(ReadOnlySpan<byte> page)
    {
        _output.Clear();
        switch (codec)
        {
            case CompressionCodec.None:
                return page;
            case CompressionCodec.Snappy:
                var space = _output.Space(SnappyEncoder.Bound(page.Length));
                _output.Advance(SnappyEncoder.Encode(page, space));
                break;
            case CompressionCodec.Zstd:
                _output.Advance(
                    Zstd.Encode(page, _output.Space(Zstd.Bound(page.Length)), zstdLevel)
                );
                break;
            case CompressionCodec.Gzip:
                _gzip.SetLength(0);
                Gzip.Encode(page, _gzip);
                return _gzip.GetBuffer().AsSpan(0, (int)_gzip.Length);
            default:
                throw new NotSupportedException($"Writing {codec:G} is not supported.");
        }

        return _output.Written;
    }

    public void Dispose()
    {
        _output.Dispose();
        _gzip.Dispose();
    }
}
