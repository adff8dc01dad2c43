using System.Buffers.Binary;
using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet.Tests.HandMade;

/// <summary>A node of a schema, as its footer lists it.</summary>
internal sealed record Node(
    string Name,
    Repetition Repetition,
    PhysicalType? Type = null,
    int Children = 0,
    int? Converted = null,
    int TypeLength = 0,
    int? LogicalMember = null
);

/// <summary>A page with its bytes as they lie in the file.</summary>
internal sealed record Page(PageKind Kind, PageEncoding Encoding, int Values, byte[] Body)
{
    public int? UncompressedSize { get; init; }
    public PageEncoding LevelEncoding { get; init; } = PageEncoding.Rle;
    public int DefinitionLevelsLength { get; init; }
    public int RepetitionLevelsLength { get; init; }
}

/// <summary>A column chunk of a row group.</summary>
internal sealed record Chunk(PhysicalType Type, long Values, params Page[] Pages)
{
    public CompressionCodec Codec { get; init; }

    /// <summary>What the footer says of the dictionary page; null: nothing.</summary>
    public long? DictionaryOffset { get; init; }
    public bool IsEncrypted { get; init; }
}

/// <summary>Files byte by byte, for what no writer at hand writes; one row group.</summary>
internal static class HandMadeFile
{
    public static byte[] Make(long rows, Node[] nodes, params Chunk[] chunks)
    {
        using var output = new PooledBuffer();
        output.Write("PAR1"u8);
        var places = chunks.Select(chunk => WritePages(output, chunk)).ToArray();
        WriteFooter(output, rows, nodes, [.. chunks.Zip(places)]);
        return output.Written.ToArray();
    }

    public static ParquetFile Open(long rows, Node[] nodes, params Chunk[] chunks) =>
        ParquetFile.Open(new MemoryByteSource(Make(rows, nodes, chunks)), "hand-made");

    /// <summary>A file of one flat column of 32-bit integers, and what it reads as.</summary>
    public static int?[] ReadInt32(long rows, Repetition repetition, Chunk chunk)
    {
        using var file = Open(rows, [new Node("n", repetition, PhysicalType.Int32)], chunk);
        var flat = Columns.ReadNullable<int>(file, "n");
        Assert.Equal(flat, file.ReadRows().Select(row => (int?)row[0]));
        return flat;
    }

    public static byte[] Int32s(params int[] values) =>
        [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>Bytes behind their length, as levels are in pages of the first version.</summary>
    public static byte[] WithLength(params byte[] bytes) =>
        [.. BitConverter.GetBytes(bytes.Length), .. bytes];

    /// <summary>The header of a page whose body, of <paramref name="bodySize"/> bytes, comes from elsewhere.</summary>
    public static byte[] PageHeader(Page page, int bodySize)
    {
        using var output = new PooledBuffer();
        WriteHeader(output, page, bodySize);
        return output.Written.ToArray();
    }

    /// <summary>The end of a file of one flat column of 32-bit integers whose chunk, of <paramref name="size"/> bytes, comes from elsewhere.</summary>
    public static byte[] Footer(long rows, string name, long values, long size)
    {
        using var output = new PooledBuffer();
        WriteFooter(
            output,
            rows,
            [new Node(name, Repetition.Required, PhysicalType.Int32)],
            [(new Chunk(PhysicalType.Int32, values), new ByteRange(4, size))]
        );
        return output.Written.ToArray();
    }

    private static void WriteFooter(
        PooledBuffer output,
        long rows,
        Node[] nodes,
        IReadOnlyList<(Chunk Chunk, ByteRange Place)> chunks
    )
    {
        var start = output.Length;
        var writer = new CompactWriter(output);
        writer.Struct();
        writer.Int32(1, 1);
        WriteSchema(writer, nodes);
        writer.Int64(3, rows);
        writer.List(4, CompactType.Struct, 1);
        writer.Struct();
        writer.List(1, CompactType.Struct, chunks.Count);
        foreach (var (chunk, place) in chunks)
        {
            WriteChunk(writer, chunk, place);
        }

        writer.Int64(3, rows);
        writer.End();
        writer.End();
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, output.Length - start);
        output.Write(length);
        output.Write("PAR1"u8);
    }

    private static ByteRange WritePages(PooledBuffer output, Chunk chunk)
    {
        var start = output.Length;
        foreach (var page in chunk.Pages)
        {
            WriteHeader(output, page, page.Body.Length);
            output.Write(page.Body);
        }

        return new ByteRange(start, output.Length - start);
    }

    private static void WriteHeader(PooledBuffer output, Page page, int size)
    {
        var writer = new CompactWriter(output);
        writer.Struct();
        writer.Int32(1, (int)page.Kind);
        writer.Int32(2, page.UncompressedSize ?? size);
        writer.Int32(3, size);
        WriteHead(writer, page);
        writer.End();
    }

    private static void WriteHead(CompactWriter writer, Page page)
    {
        switch (page.Kind)
        {
            case PageKind.DataV2:
                writer.Struct(8);
                writer.Int32(1, page.Values);
                writer.Int32(2, 0);
                writer.Int32(3, page.Values);
                writer.Int32(4, (int)page.Encoding);
                writer.Int32(5, page.DefinitionLevelsLength);
                writer.Int32(6, page.RepetitionLevelsLength);
                break;
            case PageKind.Dictionary:
                writer.Struct(7);
                writer.Int32(1, page.Values);
                writer.Int32(2, (int)page.Encoding);
                break;
            default:
                writer.Struct(5);
                writer.Int32(1, page.Values);
                writer.Int32(2, (int)page.Encoding);
                writer.Int32(3, (int)page.LevelEncoding);
                writer.Int32(4, (int)page.LevelEncoding);
                break;
        }

        writer.End();
    }

    private static void WriteSchema(CompactWriter writer, Node[] nodes)
    {
        var inGroups = nodes.Sum(node => node.Children);
        writer.List(2, CompactType.Struct, nodes.Length + 1);
        writer.Struct();
        writer.Text(4, "root");
        writer.Int32(5, nodes.Length - inGroups);
        writer.End();
        foreach (var node in nodes)
        {
            writer.Struct();
            if (node.Type is { } type)
            {
                writer.Int32(1, (int)type);
            }

            if (node.TypeLength > 0)
            {
                writer.Int32(2, node.TypeLength);
            }

            writer.Int32(3, (int)node.Repetition);
            writer.Text(4, node.Name);
            if (node.Children > 0)
            {
                writer.Int32(5, node.Children);
            }

            if (node.Converted is { } converted)
            {
                writer.Int32(6, converted);
            }

            if (node.LogicalMember is { } member)
            {
                writer.Struct(10);
                writer.Struct(member);
                writer.End();
                writer.End();
            }

            writer.End();
        }
    }

    private static void WriteChunk(CompactWriter writer, Chunk chunk, ByteRange place)
    {
        writer.Struct();
        writer.Int64(2, place.Offset);
        writer.Struct(3);
        writer.Int32(1, (int)chunk.Type);
        writer.List(2, CompactType.Int32, 0);
        writer.List(3, CompactType.Binary, 0);
        writer.Int32(4, (int)chunk.Codec);
        writer.Int64(5, chunk.Values);
        writer.Int64(6, place.Length);
        writer.Int64(7, place.Length);
        writer.Int64(9, place.Offset);
        if (chunk.DictionaryOffset is { } offset)
        {
            writer.Int64(11, offset);
        }

        writer.End();
        if (chunk.IsEncrypted)
        {
            writer.Struct(8);
            writer.End();
        }

        writer.End();
    }
}
