using FsCheck;
using FsCheck.Fluent;

namespace ScalingPipeline.Parquet.Tests.Writing;

public sealed class RoundTripTests
{
    public static TheoryData<CompressionCodec> Written => Codecs.Written;

    [Theory]
    [MemberData(nameof(Written))]
    public void Integers_come_back_in_every_encoding(CompressionCodec codec)
    {
        OutputColumn[] columns =
        [
            OutputColumn.Int32("automatic", nullable: true),
            OutputColumn.Int32("plain", nullable: true, OutputEncoding.Plain),
            OutputColumn.Int32("delta", nullable: true, OutputEncoding.DeltaBinaryPacked),
        ];
        Check<int?[]>(values =>
            RoundTrips(
                codec,
                columns,
                values,
                [.. values.Select(v => v is null ? null : (int?)int.RotateLeft(v.Value, 19))]
            )
        );
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Long_integers_come_back_in_every_encoding(CompressionCodec codec)
    {
        OutputColumn[] columns =
        [
            OutputColumn.Int64("automatic", nullable: true),
            OutputColumn.Int64("plain", nullable: true, OutputEncoding.Plain),
            OutputColumn.Int64("delta", nullable: true, OutputEncoding.DeltaBinaryPacked),
        ];
        Check<long?[]>(values =>
            RoundTrips(
                codec,
                columns,
                values,
                [.. values.Select(v => v is null ? null : (long?)long.RotateLeft(v.Value, 37))]
            )
        );
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Floats_come_back_bit_by_bit(CompressionCodec codec)
    {
        OutputColumn[] columns =
        [
            OutputColumn.Float("plain", nullable: true),
            OutputColumn.Float("split", nullable: true, OutputEncoding.ByteStreamSplit),
        ];
        Check<float?[]>(values => RoundTrips(codec, columns, values));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Doubles_come_back_bit_by_bit(CompressionCodec codec)
    {
        OutputColumn[] columns =
        [
            OutputColumn.Double("plain", nullable: true),
            OutputColumn.Double("split", nullable: true, OutputEncoding.ByteStreamSplit),
        ];
        Check<double?[]>(values => RoundTrips(codec, columns, values));
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void Booleans_come_back(CompressionCodec codec) =>
        Check<bool?[]>(values =>
            RoundTrips(codec, [OutputColumn.Boolean("flag", nullable: true)], values)
        );

    [Theory]
    [MemberData(nameof(Written))]
    public void Texts_come_back(CompressionCodec codec) =>
        Check<string?[]>(values =>
        {
            // A lone surrogate has no UTF-8 form.
            var texts = values
                .Select(v => v is null ? null : string.Concat(v.EnumerateRunes()))
                .ToArray();
            using var file = Columns.InMemory(
                [OutputColumn.Text("text", nullable: true)],
                Options(codec),
                writer =>
                {
                    writer.BeginRowGroup(texts.Length);
                    writer.Write<string?>(texts);
                }
            );
            Assert.Equal(texts, file.ReadRows().Select(row => (string?)row[0]));
        });

    [Theory]
    [MemberData(nameof(Written))]
    public void Null_lists_empty_lists_and_null_elements_are_told_apart(CompressionCodec codec) =>
        Check<float?[]?[]>(lists =>
        {
            using var file = Columns.InMemory(
                [
                    OutputColumn.FloatList("plain", nullable: true),
                    OutputColumn.FloatList("split", nullable: true, OutputEncoding.ByteStreamSplit),
                ],
                Options(codec),
                writer =>
                {
                    writer.BeginRowGroup(lists.Length);
                    Columns.WriteLists(writer, lists);
                    Columns.WriteLists(writer, lists);
                }
            );
            Assert.Equal(lists, Columns.ReadLists(file, "plain"));
            Assert.Equal(lists, Columns.ReadLists(file, "split.list.element", batch: 1000));
            var rows = file.ReadRows().Select(row => (List<object?>?)row[0]);
            Assert.Equal(lists, rows.Select(row => row?.Select(item => (float?)item).ToArray()));
        });

    [Fact]
    public void Large_columns_that_repeat_and_that_do_not_come_back()
    {
        var random = new Random(3);
        var repeated = Enumerable.Range(0, 200_000).Select(_ => (int?)random.Next(300)).ToArray();
        var distinct = Enumerable.Range(0, 200_000).Select(_ => (int?)random.Next()).ToArray();
        using var file = Columns.InMemory(
            [OutputColumn.Int32("repeated"), OutputColumn.Int32("distinct")],
            null,
            writer =>
            {
                writer.BeginRowGroup(repeated.Length);
                Columns.Write(writer, repeated);
                Columns.Write(writer, distinct);
            }
        );
        Assert.Contains(PageEncoding.RleDictionary, file.RowGroups[0].Columns[0].Encodings);
        Assert.Contains(PageEncoding.DeltaBinaryPacked, file.RowGroups[0].Columns[1].Encodings);
        Assert.Equal(repeated, Columns.ReadNullable<int>(file, "repeated", 7919));
        Assert.Equal(distinct, Columns.ReadNullable<int>(file, "distinct", 7919));
    }

    private static void RoundTrips<T>(
        CompressionCodec codec,
        OutputColumn[] columns,
        params T?[][] groups
    )
        where T : struct
    {
        using var file = Columns.InMemory(
            columns,
            Options(codec),
            writer =>
            {
                foreach (var values in groups)
                {
                    writer.BeginRowGroup(values.Length);
                    foreach (var _ in columns)
                    {
                        Columns.Write(writer, values);
                    }
                }
            }
        );
        foreach (var column in columns)
        {
            Assert.Equal(groups.SelectMany(g => g), Columns.ReadNullable<T>(file, column.Name));
        }
    }

    private static ParquetWriterOptions Options(CompressionCodec codec) =>
        new() { Codec = codec, ValuesPerPage = 37 };

    private static void Check<T>(Action<T> property) =>
        Prop.ForAll(property)
            .Check(
                Config
                    .QuickThrowOnFailure.WithMaxTest(100)
                    .WithEndSize(200)
                    .WithReplay(20240917, 7919)
            );
}
