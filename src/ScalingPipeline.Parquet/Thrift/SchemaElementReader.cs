using ScalingPipeline.Parquet.Schema;

namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads one schema node and its logical type.</summary>
internal static class SchemaElementReader
{
    public static SchemaElement Read(ref CompactReader reader)
    {
        var element = new SchemaElement();
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    element.Type = Known((PhysicalType)reader.ReadInt32(type), "physical type");
                    break;
                case 2:
                    element.TypeLength = reader.ReadInt32(type);
                    break;
                case 3:
                    element.Repetition = Known(
                        (Repetition)reader.ReadInt32(type),
                        "repetition type"
                    );
                    break;
                case 4:
                    element.Name = reader.ReadString(type);
                    break;
                case 5:
                    element.Children = reader.ReadInt32(type);
                    break;
                case 6:
                    element.ConvertedType = reader.ReadInt32(type);
                    break;
                case 7:
                    element.Scale = reader.ReadInt32(type);
                    break;
                case 8:
                    element.Precision = reader.ReadInt32(type);
                    break;
                case 10:
                    CompactReader.Expect(type, CompactType.Struct);
                    element.LogicalType = ReadLogicalType(ref reader);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return element;
    }

    private static T Known<T>(T value, string what)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
        {
            FormatFault.Corrupt($"the schema uses the unknown {what} {value:D}");
        }

        return value;
    }

    private static LogicalType? ReadLogicalType(ref CompactReader reader)
    {
        LogicalType? logical = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            if (type != CompactType.Struct)
            {
                reader.Skip(type);
                continue;
            }

            logical = id switch
            {
                1 => Plain(ref reader, LogicalKind.String),
                2 => Plain(ref reader, LogicalKind.Map),
                3 => Plain(ref reader, LogicalKind.List),
                4 => Plain(ref reader, LogicalKind.Enum),
                5 => ReadParameters(ref reader, LogicalKind.Decimal),
                6 => Plain(ref reader, LogicalKind.Date),
                7 => ReadParameters(ref reader, LogicalKind.Time),
                8 => ReadParameters(ref reader, LogicalKind.Timestamp),
                10 => ReadParameters(ref reader, LogicalKind.Integer),
                12 => Plain(ref reader, LogicalKind.Json),
                13 => Plain(ref reader, LogicalKind.Bson),
                14 => Plain(ref reader, LogicalKind.Uuid),
                15 => Plain(ref reader, LogicalKind.Float16),
                _ => Plain(ref reader, LogicalKind.Unknown),
            };
        }

        return logical;
    }

    private static LogicalType Plain(ref CompactReader reader, LogicalKind kind)
    {
        reader.Skip(CompactType.Struct);
        return new LogicalType(kind);
    }

    private static LogicalType ReadParameters(ref CompactReader reader, LogicalKind kind)
    {
        var logical = new LogicalType(kind);
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            logical = (kind, id) switch
            {
                (LogicalKind.Decimal, 1) => logical with { Scale = reader.ReadInt32(type) },
                (LogicalKind.Decimal, 2) => logical with { Precision = reader.ReadInt32(type) },
                (LogicalKind.Integer, 1) => logical with { BitWidth = reader.ReadInt32(type) },
                (LogicalKind.Integer, 2) => logical with
                {
                    IsSigned = CompactReader.ToBoolean(type),
                },
                (LogicalKind.Time or LogicalKind.Timestamp, 1) => logical with
                {
                    IsUtc = CompactReader.ToBoolean(type),
                },
                (LogicalKind.Time or LogicalKind.Timestamp, 2) => logical with
                {
                    Unit = ReadUnit(ref reader, type),
                },
                _ => Ignore(ref reader, type, logical),
            };
        }

        return logical;
    }

    private static LogicalType Ignore(
        ref CompactReader reader,
        CompactType type,
        LogicalType logical
    )
    {
        reader.Skip(type);
        return logical;
    }

    private static TimeResolution ReadUnit(ref CompactReader reader, CompactType type)
    {
        CompactReader.Expect(type, CompactType.Struct);
        var unit = TimeResolution.None;
        var id = 0;
        while (reader.NextField(ref id, out var fieldType))
        {
            unit = id is >= 1 and <= 3 ? (TimeResolution)id : TimeResolution.None;
            reader.Skip(fieldType);
        }

        return unit;
    }
}
