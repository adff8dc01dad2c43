using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;
using static ScalingPipeline.Parquet.Tests.HandMade.HandMadeFile;

namespace ScalingPipeline.Parquet.Tests.HandMade;

/// <summary>Files that contradict themselves, each as one that somebody once met (apache/parquet-testing, bad_data/README.md).</summary>
public sealed class ContradictionsTests
{
    private static readonly Node[] _oneColumn = [new("n", Repetition.Required, PhysicalType.Int32)];

    // As ARROW-RS-GH-6229-DICTHEADER.parquet.
    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_dictionary_of_an_impossible_size_is_refused(int size) =>
        Refuses(
            _oneColumn,
            new Chunk(
                PhysicalType.Int32,
                3,
                new Page(PageKind.Dictionary, PageEncoding.Plain, size, Int32s(1)),
                new Page(PageKind.Data, PageEncoding.RleDictionary, 3, [0, 0x06])
            ),
            $"hand-made, row group 0, column n, page 0: the dictionary claims {size} values in 4 bytes."
        );

    // As ARROW-GH-41317.parquet.
    [Fact]
    public void A_column_with_fewer_values_than_the_row_group_has_rows_is_refused() =>
        Refuses(
            _oneColumn,
            new Chunk(
                PhysicalType.Int32,
                2,
                new Page(PageKind.Data, PageEncoding.Plain, 2, Int32s(1, 2))
            ),
            "hand-made, row group 0, column n: it claims 2 values where the row group has 3 rows."
        );

    // As ARROW-RS-GH-11261-FLBA-DICT.parquet: lengths before values that all have one.
    [Fact]
    public void A_dictionary_of_byte_arrays_where_one_length_is_due_is_refused()
    {
        byte[] dictionary = [3, 0, 0, 0, 1, 2, 3, 3, 0, 0, 0, 4, 5, 6];
        Refuses(
            [new Node("id", Repetition.Required, PhysicalType.FixedLengthByteArray, TypeLength: 3)],
            new Chunk(
                PhysicalType.FixedLengthByteArray,
                3,
                new Page(PageKind.Dictionary, PageEncoding.Plain, 2, dictionary),
                new Page(PageKind.Data, PageEncoding.RleDictionary, 3, [1, 0x06, 0])
            ),
            "hand-made, row group 0, column id, page 0: the dictionary claims 2 values of 3 bytes in 14 bytes."
        );
    }

    // As PARQUET-1481.parquet.
    [Fact]
    public void An_unknown_physical_type_is_refused()
    {
        var fault = Assert.Throws<ParquetException>(() =>
            Open(0, [new Node("n", Repetition.Required, (PhysicalType)(-7))])
        );
        Assert.Equal(ParquetErrorKind.Corrupt, fault.Kind);
        Assert.Equal("hand-made: the schema uses the unknown physical type -7.", fault.Message);
    }

    [Fact]
    public void A_column_of_another_type_than_the_schema_says_is_refused()
    {
        var fault = Assert.Throws<ParquetException>(() =>
            Open(3, _oneColumn, new Chunk(PhysicalType.Int64, 3))
        );
        Assert.Equal(ParquetErrorKind.Corrupt, fault.Kind);
    }

    [Fact]
    public void Levels_that_end_too_early_are_refused() =>
        Refuses(
            [new Node("n", Repetition.Optional, PhysicalType.Int32)],
            new Chunk(
                PhysicalType.Int32,
                3,
                new Page(
                    PageKind.Data,
                    PageEncoding.Plain,
                    3,
                    [.. WithLength(0x04, 1), .. Int32s(1, 2, 3)]
                )
            ),
            "hand-made, row group 0, column n, page 0: the runs end before the page's values do."
        );

    [Fact]
    public void A_plain_column_beside_an_encrypted_one_is_read()
    {
        var values = new Page(PageKind.Data, PageEncoding.Plain, 3, Int32s(1, 2, 3));
        using var file = Open(
            3,
            [.. _oneColumn, new Node("secret", Repetition.Required, PhysicalType.Int32)],
            new Chunk(PhysicalType.Int32, 3, values),
            new Chunk(PhysicalType.Int32, 3, values) { IsEncrypted = true }
        );
        Assert.Equal([1, 2, 3], Columns.ReadNullable<int>(file, "n"));
        var fault = Assert.Throws<ParquetException>(() =>
            Columns.ReadNullable<int>(file, "secret")
        );
        Assert.Equal(ParquetErrorKind.Encrypted, fault.Kind);
        Assert.Equal(
            "hand-made, row group 0, column secret: the column is encrypted.",
            fault.Message
        );
    }

    [Fact]
    public void A_meaning_of_the_future_is_shown_as_it_is_stored()
    {
        var text = new Page(PageKind.Data, PageEncoding.Plain, 1, WithLength(65, 66));
        Node[] nodes =
        [
            new("future", Repetition.Required, PhysicalType.ByteArray, LogicalMember: 99),
            // Said in the older way as well: then that counts.
            new(
                "both",
                Repetition.Required,
                PhysicalType.ByteArray,
                LogicalMember: 99,
                Converted: 0
            ),
        ];
        using var file = Open(
            1,
            nodes,
            new Chunk(PhysicalType.ByteArray, 1, text),
            new Chunk(PhysicalType.ByteArray, 1, text)
        );
        Assert.Equal(LogicalKind.Unknown, file.Column("future")!.LogicalType.Kind);
        Assert.Equal(["0x4142", "AB"], file.ReadRows().Single().Select(CellText.Format));
    }

    private static void Refuses(Node[] nodes, Chunk chunk, string message)
    {
        using var file = Open(3, nodes, chunk);
        var fault = Assert.Throws<ParquetException>(() => FileScan.Read(file));
        Assert.Equal(ParquetErrorKind.Corrupt, fault.Kind);
        Assert.Equal(message, fault.Message);
    }
}
