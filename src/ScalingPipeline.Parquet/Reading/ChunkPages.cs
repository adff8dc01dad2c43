using System.Buffers.Binary;
using System.Numerics;
using ScalingPipeline.Parquet.Compression;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Pruning;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Reading;

/// <summary>Goes through the pages of a column chunk: reads, checks and decompresses each, and lays its levels and values open.</summary>
internal sealed class ChunkPages : IDisposable
{
    private const int LargestHeader = 1 << 24;

    // Old parquet-mr left the dictionary page's header out of the chunk's size (PARQUET-816).
    private const int ForgottenHeader = 100;

    private readonly ChunkSource _chunk;
    private readonly ChunkWindow _window;
    private readonly PageDecompressor _decompressor;
    private readonly IPageValues _values;
    private readonly int _definitionWidth;
    private readonly int _repetitionWidth;
    private readonly BitPackedLevels _oldDefinitions = new();
    private readonly BitPackedLevels _oldRepetitions = new();
    private long _valuesLeft;

    public ChunkPages(ChunkSource chunk, IPageValues values)
    {
        (_chunk, _values) = (chunk, values);
        Place = new ChunkPlace(chunk.FileName, chunk.RowGroupIndex, chunk.Column);
        _valuesLeft = chunk.Chunk.ValueCount;
        _definitionWidth = BitOperations.Log2((uint)chunk.Column.MaxDefinitionLevel * 2);
        _repetitionWidth = BitOperations.Log2((uint)chunk.Column.MaxRepetitionLevel * 2);
        try
        {
            CheckChunk();
        }
        catch (FormatFault fault)
        {
            throw Place.Blame(fault);
        }

        var range = RangeOf(chunk.Chunk, chunk.FooterOffset);
        if (chunk.Rows is { } rows && PageIndex.Locate(chunk) is { } pages)
        {
            Plan = new PagePlan(chunk, pages, rows);
            range = range with { Length = 0 };
        }

        _window = new ChunkWindow(chunk.Bytes, range.Offset, range.End);
        _decompressor = new PageDecompressor(chunk.Chunk.Codec);
    }

    public ChunkPlace Place { get; }

    /// <summary>Values of the page at hand, nulls included.</summary>
    public int ValueCount { get; private set; }

    public HybridDecoder Definitions { get; } = new();

    public HybridDecoder Repetitions { get; } = new();

    /// <summary>Where only some rows are wanted and the file says where their pages are; else null.</summary>
    public PagePlan? Plan { get; }

    /// <summary>The bytes that the chunk can take.</summary>
    public static ByteRange RangeOf(ColumnChunk chunk, long footerOffset)
    {
        var start = Math.Min(chunk.Offset, footerOffset);
        var end = Math.Min(start + chunk.CompressedSize + ForgottenHeader, footerOffset);
        return new ByteRange(start, end - start);
    }

    /// <summary>Moves to the next data page that has values; false at the end of the chunk.</summary>
    public bool MoveNext()
    {
        while (Plan is null ? _valuesLeft > 0 : Plan.Advance(_window))
        {
            Place.Page++;
            if (LoadPage())
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose()
    {
        _window.Dispose();
        _decompressor.Dispose();
        _oldDefinitions.Dispose();
        _oldRepetitions.Dispose();
    }

    private void CheckChunk()
    {
        var (chunk, column) = (_chunk.Chunk, _chunk.Column);
        if (chunk.IsEncrypted)
        {
            FormatFault.Encrypted("the column is encrypted");
        }

        if (
            chunk.Codec
            is not (
                CompressionCodec.None
                or CompressionCodec.Snappy
                or CompressionCodec.Gzip
                or CompressionCodec.Zstd
                or CompressionCodec.Brotli
                or CompressionCodec.Lz4Raw
                or CompressionCodec.Lz4Hadoop
            )
        )
        {
            FormatFault.Unsupported($"the codec {chunk.Codec} is not supported");
        }

        if (column.MaxDefinitionLevel > 127)
        {
            FormatFault.Unsupported("the column is nested too deeply");
        }

        if (
            chunk.ValueCount > 0
            && (
                chunk.Offset < 4
                || chunk.CompressedSize > _chunk.FooterOffset - chunk.Offset
                || chunk.Offset > _chunk.FooterOffset
            )
        )
        {
            FormatFault.Corrupt(
                $"its {chunk.CompressedSize} bytes at {chunk.Offset} do not lie within the file"
            );
        }

        if (column.MaxRepetitionLevel == 0 && chunk.ValueCount != _chunk.RowCount)
        {
            FormatFault.Corrupt(
                $"it claims {chunk.ValueCount} values where the row group has {_chunk.RowCount} rows"
            );
        }
    }

    private bool LoadPage()
    {
        var header = ReadHeader();
        if (header.CompressedSize < 0 || header.UncompressedSize < 0)
        {
            FormatFault.Corrupt("its header says no size");
        }

        if (header.CompressedSize > _window.Remaining)
        {
            FormatFault.Corrupt(
                $"it claims {header.CompressedSize} bytes where the column chunk has {_window.Remaining} left"
            );
        }

        if (header.UncompressedSize > _chunk.Options.MaximumPageBytes)
        {
            FormatFault.Unsupported(
                $"its {header.UncompressedSize} bytes are over the limit of {_chunk.Options.MaximumPageBytes} for one page; ParquetReadOptions.MaximumPageBytes raises it"
            );
        }

        _window.Require(header.CompressedSize);
        var body = _window.Position;
        CheckCrc(header, body);
        _window.Skip(header.CompressedSize);
        switch (header.Kind)
        {
            case PageKind.Dictionary:
                LoadDictionary(header, body);
                return false;
            case PageKind.Data:
                return LoadData(header, body);
            case PageKind.DataV2:
                return LoadDataV2(header, body);
            default:
                return false;
        }
    }

    private PageHeader ReadHeader()
    {
        for (var size = 1 << 10; ; size <<= 3)
        {
            var available = (int)Math.Min(size, _window.Remaining);
            if (available == 0)
            {
                FormatFault.Corrupt(
                    $"the column chunk ends where {_valuesLeft} values are still to come"
                );
            }

            _window.Require(available);
            var bytes = _window.Buffer.AsSpan(_window.Position, available);
            if (PageHeaderReader.TryRead(bytes, out var header))
            {
                _window.Skip(header.Length);
                return header;
            }

            if (available < size || size > LargestHeader)
            {
                FormatFault.Corrupt("its header does not end");
            }
        }
    }

    private void CheckCrc(PageHeader header, int body)
    {
        if (
            header.Crc is { } crc
            && Crc32.Compute(_window.Buffer.AsSpan(body, header.CompressedSize)) != crc
        )
        {
            FormatFault.Corrupt("its checksum does not match its bytes");
        }
    }

    private void LoadDictionary(PageHeader header, int body)
    {
        if (header.Encoding is not (PageEncoding.Plain or PageEncoding.PlainDictionary))
        {
            FormatFault.Unsupported(
                $"a dictionary in {header.Encoding:G} encoding is not supported"
            );
        }

        var (buffer, offset, length) = Open(
            body,
            header.CompressedSize,
            header.UncompressedSize,
            true
        );
        _values.LoadDictionary(buffer, offset, length, header.ValueCount);
    }

    private bool LoadData(PageHeader header, int body)
    {
        CountValues(header);
        var (buffer, offset, length) = Open(
            body,
            header.CompressedSize,
            header.UncompressedSize,
            true
        );
        var end = offset + length;
        if (_repetitionWidth > 0)
        {
            offset = OpenLevels(
                Repetitions,
                _oldRepetitions,
                header.RepetitionLevelEncoding,
                buffer,
                offset,
                end,
                _repetitionWidth
            );
        }

        if (_definitionWidth > 0)
        {
            offset = OpenLevels(
                Definitions,
                _oldDefinitions,
                header.DefinitionLevelEncoding,
                buffer,
                offset,
                end,
                _definitionWidth
            );
        }

        _values.Begin(header.Encoding, buffer, offset, end - offset);
        return ValueCount > 0;
    }

    private bool LoadDataV2(PageHeader header, int body)
    {
        CountValues(header);
        var (repetitions, definitions) = (
            header.RepetitionLevelsLength,
            header.DefinitionLevelsLength
        );
        if (
            repetitions < 0
            || definitions < 0
            || (long)repetitions + definitions
                > Math.Min(header.CompressedSize, header.UncompressedSize)
        )
        {
            FormatFault.Corrupt("its levels are longer than the page");
        }

        Repetitions.Reset(_window.Buffer, body, repetitions, _repetitionWidth);
        Definitions.Reset(_window.Buffer, body + repetitions, definitions, _definitionWidth);
        var levels = repetitions + definitions;
        var (buffer, offset, length) = Open(
            body + levels,
            header.CompressedSize - levels,
            header.UncompressedSize - levels,
            header.IsCompressed
        );
        _values.Begin(header.Encoding, buffer, offset, length);
        return ValueCount > 0;
    }

    private void CountValues(PageHeader header)
    {
        if (header.ValueCount < 0 || header.ValueCount > _valuesLeft)
        {
            FormatFault.Corrupt(
                $"it claims {header.ValueCount} values where the column chunk has {_valuesLeft} left"
            );
        }

        ValueCount = header.ValueCount;
        _valuesLeft -= header.ValueCount;
        Plan?.Loaded(_window, ValueCount);
    }

    private int OpenLevels(
        HybridDecoder levels,
        BitPackedLevels old,
        PageEncoding encoding,
        byte[] buffer,
        int offset,
        int end,
        int width
    )
    {
        if (encoding == PageEncoding.BitPacked)
        {
            return old.Open(levels, buffer, offset, end, width, ValueCount);
        }

        if (encoding != PageEncoding.Rle)
        {
            FormatFault.Unsupported($"levels in {encoding:G} encoding are not supported");
        }

        if (end - offset < 4)
        {
            FormatFault.Corrupt("its levels are missing");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset));
        if (length > end - offset - 4)
        {
            FormatFault.Corrupt("its levels are longer than the page");
        }

        levels.Reset(buffer, offset + 4, (int)length, width);
        return offset + 4 + (int)length;
    }

    private (byte[] Buffer, int Offset, int Length) Open(
        int offset,
        int compressed,
        int uncompressed,
        bool isCompressed
    )
    {
        if (!isCompressed || _chunk.Chunk.Codec == CompressionCodec.None)
        {
            if (compressed != uncompressed)
            {
                FormatFault.Corrupt(
                    $"it is not compressed but claims {compressed} bytes before and {uncompressed} after"
                );
            }

            return (_window.Buffer, offset, compressed);
        }

        if (uncompressed == 0)
        {
            return ([], 0, 0);
        }

        _decompressor.Decompress(_window.Buffer, offset, compressed, uncompressed);
        return (_decompressor.Buffer, 0, uncompressed);
    }
}
