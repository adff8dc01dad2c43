using ScalingPipeline.Parquet.Compression;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Compresses pages and writes them, header first, to the stream; counts what it wrote.</summary>
internal sealed class PageSink(Stream stream, ParquetWriterOptions options) : IDisposable
{
    private readonly PageCompressor _compressor = new(options.Codec, options.ZstdLevel);
    private readonly PooledBuffer _header = new();

    public CompressionCodec Codec => options.Codec;

    /// <summary>Bytes written to the stream so far, by anyone who goes through this sink.</summary>
    public long Position { get; private set; }

    /// <summary>What <see cref="Position"/> would be had nothing been compressed.</summary>
    public long UncompressedPosition { get; private set; }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        Position += bytes.Length;
        UncompressedPosition += bytes.Length;
    }

    /// <summary>Whether the values of a page may go to the stream from where they lie.</summary>
    public bool TakesTails => options.Codec == CompressionCodec.None && !options.Checksums;

    /// <param name="tail">What follows <paramref name="page"/>; not empty only where <see cref="TakesTails"/>.</param>
    public void WritePage(
        PageKind kind,
        PageEncoding encoding,
        int valueCount,
        PooledBuffer page,
        ReadOnlySpan<byte> tail = default
    )
    {
        var body = _compressor.Compress(page.Written);
        _header.Clear();
        var writer = new CompactWriter(_header);
        writer.Struct();
        writer.Int32(1, (int)kind);
        writer.Int32(2, page.Length + tail.Length);
        writer.Int32(3, body.Length + tail.Length);
        if (options.Checksums)
        {
            writer.Int32(4, (int)Crc32.Compute(body));
        }

        writer.Struct(kind == PageKind.Dictionary ? 7 : 5);
        writer.Int32(1, valueCount);
        writer.Int32(2, (int)encoding);
        if (kind == PageKind.Data)
        {
            writer.Int32(3, (int)PageEncoding.Rle);
            writer.Int32(4, (int)PageEncoding.Rle);
        }

        writer.End();
        writer.End();
        stream.Write(_header.Written);
        stream.Write(body);
        stream.Write(tail);
        Position += _header.Length + body.Length + tail.Length;
        UncompressedPosition += _header.Length + page.Length + tail.Length;
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _header.Dispose();
    }
}
