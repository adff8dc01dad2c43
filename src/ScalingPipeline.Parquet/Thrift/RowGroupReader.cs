namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads a row group and its column chunks (parquet.thrift, <c>RowGroup</c>, <c>ColumnChunk</c>, <c>ColumnMetaData</c>).</summary>
internal static class RowGroupReader
{
    public static RowGroup Read(ref CompactReader reader)
    {
        var chunks = new List<ColumnChunk>();
        var rows = -1L;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    var count = reader.ReadList(type, out var elementType);
                    for (var i = 0; i < count; i++)
                    {
                        CompactReader.Expect(elementType, CompactType.Struct);
                        chunks.Add(ReadChunk(ref reader));
                    }

                    break;
                case 3:
                    rows = reader.ReadInt64(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return new RowGroup(rows, chunks);
    }

    private static ColumnChunk ReadChunk(ref CompactReader reader)
    {
        ColumnChunk? chunk = null;
        var isEncrypted = false;
        var (offsetIndex, columnIndex) = (default(ByteRange), default(ByteRange));
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    if (reader.ReadBinary(type).Length > 0)
                    {
                        FormatFault.Unsupported("a column chunk lies in another file");
                    }

                    break;
                case 3:
                    CompactReader.Expect(type, CompactType.Struct);
                    chunk = ReadMetadata(ref reader);
                    break;
                case 4:
                    offsetIndex = offsetIndex with { Offset = reader.ReadInt64(type) };
                    break;
                case 5:
                    offsetIndex = offsetIndex with { Length = reader.ReadInt32(type) };
                    break;
                case 6:
                    columnIndex = columnIndex with { Offset = reader.ReadInt64(type) };
                    break;
                case 7:
                    columnIndex = columnIndex with { Length = reader.ReadInt32(type) };
                    break;
                case 8 or 9:
                    isEncrypted = true;
                    reader.Skip(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (isEncrypted)
        {
            return Encrypted(chunk);
        }

        if (chunk is null)
        {
            FormatFault.Corrupt("a column chunk has no metadata");
        }

        return chunk.WithIndexes(columnIndex, offsetIndex);
    }

    private static ColumnChunk Encrypted(ColumnChunk? chunk) =>
        new()
        {
            PhysicalType = chunk?.PhysicalType ?? PhysicalType.ByteArray,
            Codec = chunk?.Codec ?? CompressionCodec.None,
            Encodings = chunk?.Encodings ?? [],
            ValueCount = chunk?.ValueCount ?? 0,
            CompressedSize = chunk?.CompressedSize ?? 0,
            UncompressedSize = chunk?.UncompressedSize ?? 0,
            Offset = chunk?.Offset ?? 0,
            Statistics = chunk?.Statistics ?? StatisticsReader.Nothing,
            IsEncrypted = true,
        };

    private static ColumnChunk ReadMetadata(ref CompactReader reader)
    {
        var encodings = new List<PageEncoding>();
        var statistics = StatisticsReader.Nothing;
        var keyValues = new Dictionary<string, string>(StringComparer.Ordinal);
        var (physicalType, codec) = (-1, -1);
        var (values, uncompressed, compressed, data, dictionary) = (-1L, -1L, -1L, -1L, 0L);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    physicalType = reader.ReadInt32(type);
                    break;
                case 2:
                    var count = reader.ReadList(type, out var elementType);
                    for (var i = 0; i < count; i++)
                    {
                        encodings.Add((PageEncoding)reader.ReadInt32(elementType));
                    }

                    break;
                case 4:
                    codec = reader.ReadInt32(type);
                    break;
                case 5:
                    values = reader.ReadInt64(type);
                    break;
                case 6:
                    uncompressed = reader.ReadInt64(type);
                    break;
                case 7:
                    compressed = reader.ReadInt64(type);
                    break;
                case 8:
                    KeyValueReader.Read(ref reader, type, keyValues);
                    break;
                case 9:
                    data = reader.ReadInt64(type);
                    break;
                case 11:
                    dictionary = reader.ReadInt64(type);
                    break;
                case 12:
                    CompactReader.Expect(type, CompactType.Struct);
                    statistics = StatisticsReader.Read(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        if (values < 0 || compressed < 0 || data < 0 || physicalType < 0 || codec < 0)
        {
            FormatFault.Corrupt("a column chunk's metadata is incomplete");
        }

        return new ColumnChunk
        {
            PhysicalType = (PhysicalType)physicalType,
            Codec = (CompressionCodec)codec,
            Encodings = encodings,
            ValueCount = values,
            CompressedSize = compressed,
            UncompressedSize = uncompressed,
            // Some writers note 0 for "no dictionary"; no page can lie there.
            Offset = dictionary > 0 && dictionary < data ? dictionary : data,
            Statistics = statistics,
            IsEncrypted = false,
            KeyValueMetadata = keyValues,
        };
    }
}
