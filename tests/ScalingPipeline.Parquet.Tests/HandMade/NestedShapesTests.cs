using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;
using static ScalingPipeline.Parquet.Tests.HandMade.HandMadeFile;

namespace ScalingPipeline.Parquet.Tests.HandMade;

/// <summary>Lists, maps and structs in every form that files have had (apache/parquet-format, LogicalTypes.md, "Nested Types").</summary>
public sealed class NestedShapesTests
{
    private const int ListMark = 3;
    private const int MapMark = 1;

    [Fact]
    public void Three_levels_tell_a_null_list_an_empty_one_and_a_null_element_apart()
    {
        Node[] nodes =
        [
            new("losses", Repetition.Optional, Children: 1, Converted: ListMark),
            new("list", Repetition.Repeated, Children: 1),
            new("element", Repetition.Optional, PhysicalType.Int32),
        ];
        // Rows: null, [], [null], [1, 2]
        using var file = Open(4, nodes, Levels([0, 0, 0, 0, 1], [0, 1, 2, 3, 3], 1, 2, 1, 2));
        Assert.Equal(["null", "[]", "[null]", "[1, 2]"], Rows(file));
        using var lists = file.OpenList<int>(0, file.Column("losses")!);
        Assert.True(lists.Read());
        Assert.Equal([ListReader<int>.NullList, 0, 1, 2], lists.Lengths.ToArray());
        Assert.Equal([true, false, false], lists.ElementIsNull.ToArray());
        Assert.Equal([0, 1, 2], lists.Elements.ToArray());
    }

    [Theory]
    [InlineData("array")]
    [InlineData("losses_tuple")]
    public void Two_levels_are_a_list_without_null_elements(string repeated)
    {
        Node[] nodes =
        [
            new("losses", Repetition.Optional, Children: 1, Converted: ListMark),
            new(repeated, Repetition.Repeated, PhysicalType.Int32),
        ];
        // Rows: null, [], [1, 2]
        using var file = Open(3, nodes, Levels([0, 0, 0, 1], [0, 1, 2, 2], 1, 2, 1, 2));
        Assert.Equal(["null", "[]", "[1, 2]"], Rows(file));
        using var lists = file.OpenList<int>(0, file.Column("losses")!);
        Assert.True(lists.Read());
        Assert.Equal([ListReader<int>.NullList, 0, 2], lists.Lengths.ToArray());
        Assert.Equal(0, lists.ElementIsNull.Length);
    }

    // As old_list_structure.parquet of the interoperability files: ((1, 2), (3, 4)).
    [Fact]
    public void Two_levels_within_two_levels_are_lists_of_lists()
    {
        Node[] nodes =
        [
            new("a", Repetition.Optional, Children: 1, Converted: ListMark),
            new("array", Repetition.Repeated, Children: 1, Converted: ListMark),
            new("array", Repetition.Repeated, PhysicalType.Int32),
        ];
        using var file = Open(1, nodes, Levels([0, 2, 1, 2], [3, 3, 3, 3], 2, 2, 1, 2, 3, 4));
        Assert.Equal(["[[1, 2], [3, 4]]"], Rows(file));
        Assert.Equal([2, 3], file.Schema.Columns[0].RepeatedDefinitionLevels);
    }

    [Fact]
    public void A_bare_repeated_field_is_a_list()
    {
        using var file = Open(
            3,
            [new Node("n", Repetition.Repeated, PhysicalType.Int32)],
            Levels([0, 0, 1, 0], [0, 1, 1, 1], 1, 1, 1, 2, 3)
        );
        Assert.Equal(["[]", "[1, 2]", "[3]"], Rows(file));
        using var lists = file.OpenList<int>(0, file.Column("n")!);
        Assert.True(lists.Read());
        Assert.Equal([0, 2, 1], lists.Lengths.ToArray());
    }

    // As repeated_no_annotation.parquet: optional group phoneNumbers { repeated group phone { required int64 number; optional binary kind } }.
    [Fact]
    public void A_bare_repeated_group_is_read_leaf_by_leaf()
    {
        Node[] nodes =
        [
            new("phoneNumbers", Repetition.Optional, Children: 1),
            new("phone", Repetition.Repeated, Children: 2),
            new("number", Repetition.Required, PhysicalType.Int32),
            new("kind", Repetition.Optional, PhysicalType.Int32),
        ];
        // Rows: null, [], [(5, null), (6, 1)]
        using var file = Open(
            3,
            nodes,
            Levels([0, 0, 0, 1], [0, 1, 2, 2], 1, 2, 5, 6),
            Levels([0, 0, 0, 1], [0, 1, 2, 3], 1, 2, 1)
        );
        Assert.Equal(
            ["null|null", "[]|[]", "[5, 6]|[null, 1]"],
            file.ReadRows().Select(row => string.Join('|', row.Select(CellText.Format)))
        );
    }

    [Fact]
    public void A_map_is_read_by_its_keys_and_its_values()
    {
        Node[] nodes =
        [
            new("m", Repetition.Optional, Children: 1, Converted: MapMark),
            new("key_value", Repetition.Repeated, Children: 2),
            new("key", Repetition.Required, PhysicalType.Int32),
            new("value", Repetition.Optional, PhysicalType.Int32),
        ];
        using var file = Open(
            2,
            nodes,
            Levels([0, 1, 0], [2, 2, 1], 1, 2, 1, 2),
            Levels([0, 1, 0], [3, 2, 1], 1, 2, 9)
        );
        Assert.Equal(
            ["[1, 2]|[9, null]", "[]|[]"],
            file.ReadRows().Select(row => string.Join('|', row.Select(CellText.Format)))
        );
        using var keys = file.OpenLevels<int>(0, file.Column("m.key_value.key")!);
        Assert.True(keys.Read());
        Assert.Equal([0, 1, 0], keys.RepetitionLevels.ToArray());
        Assert.Equal([2, 2, 1], keys.DefinitionLevels.ToArray());
        Assert.Equal([1, 2], keys.Values.ToArray());
    }

    [Fact]
    public void A_struct_is_read_by_its_members_absent_ones_as_nulls()
    {
        Node[] nodes =
        [
            new("s", Repetition.Optional, Children: 1),
            new("n", Repetition.Optional, PhysicalType.Int32),
        ];
        // Rows: no struct, a struct without n, n = 4
        byte[] body = [.. WithLength(0x03, 0b0010_0100, 0), .. Int32s(4)];
        using var file = Open(
            3,
            nodes,
            new Chunk(PhysicalType.Int32, 3, new Page(PageKind.Data, PageEncoding.Plain, 3, body))
        );
        Assert.Equal([null, null, 4], Columns.ReadNullable<int>(file, "s.n"));
    }

    // One page with these levels, each below 4, as bit-packed runs.
    private static Chunk Levels(
        byte[] repetitions,
        byte[] definitions,
        int repetitionBits,
        int definitionBits,
        params int[] values
    )
    {
        byte[] body =
        [
            .. WithLength([.. Packed(repetitions, repetitionBits)]),
            .. WithLength([.. Packed(definitions, definitionBits)]),
            .. Int32s(values),
        ];
        return new Chunk(
            PhysicalType.Int32,
            repetitions.Length,
            new Page(PageKind.Data, PageEncoding.Plain, repetitions.Length, body)
        );
    }

    private static byte[] Packed(byte[] levels, int bits)
    {
        var word = levels
            .Index()
            .Aggregate(0UL, (all, level) => all | ((ulong)level.Item << (level.Index * bits)));
        return [0x03, .. BitConverter.GetBytes(word)[..bits]];
    }

    private static IEnumerable<string> Rows(ParquetFile file) =>
        file.ReadRows().Select(row => CellText.Format(row[0]));
}
