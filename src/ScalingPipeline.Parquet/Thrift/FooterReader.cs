using ScalingPipeline.Parquet.Schema;

namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads the footer (parquet.thrift, <c>FileMetaData</c>).</summary>
internal static class FooterReader
{
    public static FileMetadata Read(ReadOnlySpan<byte> footer)
    {
        var reader = new CompactReader(footer);
        var elements = new List<SchemaElement>();
        var groups = new List<RowGroup>();
        var keyValues = new Dictionary<string, string>(StringComparer.Ordinal);
        var orders = new List<ColumnOrder>();
        var rows = -1L;
        var createdBy = "";
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 2:
                    ForEach(ref reader, type, elements, SchemaElementReader.Read);
                    break;
                case 3:
                    rows = reader.ReadInt64(type);
                    break;
                case 4:
                    ForEach(ref reader, type, groups, RowGroupReader.Read);
                    break;
                case 5:
                    KeyValueReader.Read(ref reader, type, keyValues);
                    break;
                case 6:
                    createdBy = reader.ReadString(type);
                    break;
                case 7:
                    ForEach(ref reader, type, orders, ReadOrder);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        var schema = SchemaTree.Build(elements, orders);
        Check(schema, rows, groups);
        return new FileMetadata(schema, rows, groups, keyValues, createdBy);
    }

    private delegate T StructReader<T>(ref CompactReader reader);

    private static void ForEach<T>(
        ref CompactReader reader,
        CompactType type,
        List<T> into,
        StructReader<T> read
    )
    {
        var count = reader.ReadList(type, out var elementType);
        if (count > 0)
        {
            CompactReader.Expect(elementType, CompactType.Struct);
        }

        for (var i = 0; i < count; i++)
        {
            into.Add(read(ref reader));
        }
    }

    private static ColumnOrder ReadOrder(ref CompactReader reader)
    {
        var order = ColumnOrder.Undefined;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            order = id switch
            {
                1 => ColumnOrder.TypeDefined,
                2 => ColumnOrder.Ieee754Total,
                _ => ColumnOrder.Undefined,
            };
            reader.Skip(type);
        }

        return order;
    }

    private static void Check(ParquetSchema schema, long rows, List<RowGroup> groups)
    {
        var sum = 0L;
        for (var g = 0; g < groups.Count; g++)
        {
            var group = groups[g];
            if (group.RowCount < 0 || sum > long.MaxValue - group.RowCount)
            {
                FormatFault.Corrupt($"row group {g} claims {group.RowCount} rows");
            }

            sum += group.RowCount;
            if (group.Columns.Count != schema.Columns.Count)
            {
                FormatFault.Corrupt(
                    $"row group {g} has {group.Columns.Count} columns where the schema has {schema.Columns.Count}"
                );
            }

            for (var c = 0; c < group.Columns.Count; c++)
            {
                if (
                    !group.Columns[c].IsEncrypted
                    && group.Columns[c].PhysicalType != schema.Columns[c].PhysicalType
                )
                {
                    FormatFault.Corrupt(
                        $"row group {g} stores column {schema.Columns[c]} as {group.Columns[c].PhysicalType} where the schema says {schema.Columns[c].PhysicalType}"
                    );
                }
            }
        }

        if (sum != rows)
        {
            FormatFault.Corrupt($"the footer claims {rows} rows but its row groups hold {sum}");
        }
    }
}
