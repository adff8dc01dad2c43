using System.Diagnostics.CodeAnalysis;

namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads a page header.</summary>
internal static class PageHeaderReader
{
    /// <summary>False when <paramref name="data"/> ends inside the header.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, [NotNullWhen(true)] out PageHeader? header)
    {
        var reader = new CompactReader(data);
        try
        {
            header = Read(ref reader);
            return true;
        }
        catch (FormatFault) when (reader.RanOut)
        {
            header = null;
            return false;
        }
    }

    private static PageHeader Read(ref CompactReader reader)
    {
        var header = new PageHeader
        {
            Kind = (PageKind)(-1),
            UncompressedSize = -1,
            CompressedSize = -1,
            ValueCount = -1,
            IsCompressed = true,
        };
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    header.Kind = (PageKind)reader.ReadInt32(type);
                    break;
                case 2:
                    header.UncompressedSize = reader.ReadInt32(type);
                    break;
                case 3:
                    header.CompressedSize = reader.ReadInt32(type);
                    break;
                case 4:
                    header.Crc = (uint)reader.ReadInt32(type);
                    break;
                case 5 or 7:
                    CompactReader.Expect(type, CompactType.Struct);
                    ReadData(ref reader, header);
                    break;
                case 8:
                    CompactReader.Expect(type, CompactType.Struct);
                    ReadDataV2(ref reader, header);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        header.Length = reader.Position;
        return header;
    }

    // A dictionary page's header is the beginning of a data page's.
    private static void ReadData(ref CompactReader reader, PageHeader header)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    header.ValueCount = reader.ReadInt32(type);
                    break;
                case 2:
                    header.Encoding = (PageEncoding)reader.ReadInt32(type);
                    break;
                case 3 when type == CompactType.Int32:
                    header.DefinitionLevelEncoding = (PageEncoding)reader.ReadInt32(type);
                    break;
                case 4 when type == CompactType.Int32:
                    header.RepetitionLevelEncoding = (PageEncoding)reader.ReadInt32(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }

    private static void ReadDataV2(ref CompactReader reader, PageHeader header)
    {
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    header.ValueCount = reader.ReadInt32(type);
                    break;
                case 4:
                    header.Encoding = (PageEncoding)reader.ReadInt32(type);
                    break;
                case 5:
                    header.DefinitionLevelsLength = reader.ReadInt32(type);
                    break;
                case 6:
                    header.RepetitionLevelsLength = reader.ReadInt32(type);
                    break;
                case 7:
                    header.IsCompressed = CompactReader.ToBoolean(type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }
    }
}
