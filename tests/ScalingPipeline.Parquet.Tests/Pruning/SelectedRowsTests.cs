using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Parquet.Tests.Reading;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Pruning;

public sealed class SelectedRowsTests
{
    [Fact]
    public void Pages_without_a_wanted_row_are_not_read()
    {
        var steps = Enumerable.Range(0, 100_000).ToArray();
        using var source = new CountingSource(
            Columns.Bytes(
                [
                    OutputColumn.Int32("step", encoding: OutputEncoding.Plain),
                    OutputColumn.Float("loss"),
                ],
                new ParquetWriterOptions { Codec = CompressionCodec.None, ValuesPerPage = 1000 },
                writer =>
                {
                    writer.BeginRowGroup(steps.Length);
                    writer.Write<int>(steps);
                    writer.Write<float>([.. steps.Select(step => step / 2f)]);
                }
            )
        );
        using var file = ParquetFile.Open(source, "log");
        var filter = RowFilter.Between(file.Column("step")!, 54_321, 56_100);
        var rows = file.SelectRows(0, filter);
        Assert.Equal([new RowRange(54_000, 3000)], rows);

        var before = source.Bytes;
        using var losses = file.OpenColumn<float>(0, file.Column("loss")!, rows);
        var read = new float[5000];
        Assert.Equal(3000, losses.Read(read, [], out _));
        Assert.Equal(54_000 / 2f, read[0]);
        Assert.Equal(56_999 / 2f, read[2999]);
        Assert.Equal(0, losses.Read(read, [], out _));
        // Three pages of 4,000 bytes and their headers, and the offset index.
        Assert.InRange(source.Bytes - before, 12_000, 16_000);
        Assert.Empty(file.SelectRows(0, RowFilter.AtLeast(file.Column("step")!, 100_000)));
    }

    [Fact]
    public void Without_a_page_index_all_pages_are_read_and_the_same_rows_delivered()
    {
        var values = Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? (int?)null : i).ToArray();
        using var file = Columns.InMemory(
            [OutputColumn.Int32("n", nullable: true)],
            new ParquetWriterOptions { ValuesPerPage = 64, PageIndex = false },
            writer =>
            {
                writer.BeginRowGroup(values.Length);
                Columns.Write(writer, values);
            }
        );
        Assert.Equal(
            [new RowRange(0, 1000)],
            file.SelectRows(0, RowFilter.AtLeast(file.Column("n")!, 900))
        );
        Assert.Equal(
            Only(values, [new(5, 100), new(900, 7)]),
            Read<int>(file, [new(5, 100), new(900, 7)])
        );
    }

    [Fact]
    public void Any_rows_of_a_flat_column_are_those_of_the_whole() =>
        Check<int?[], int[]>(
            (values, cuts) =>
            {
                using var file = Write(
                    OutputColumn.Int32("n", nullable: true),
                    values.Length,
                    writer => Columns.Write(writer, values)
                );
                var ranges = Ranges(cuts, values.Length);
                Assert.Equal(Only(values, ranges), Read<int>(file, ranges));
            }
        );

    [Fact]
    public void Any_rows_of_a_list_column_are_those_of_the_whole() =>
        Check<float?[]?[], int[]>(
            (lists, cuts) =>
            {
                using var file = Write(
                    OutputColumn.FloatList("n", nullable: true),
                    lists.Length,
                    writer => Columns.WriteLists(writer, lists)
                );
                var ranges = Ranges(cuts, lists.Length);
                Assert.Equal(Only(lists, ranges), Columns.ReadLists(file, "n", batch: 3, ranges));
            }
        );

    [Fact]
    public void No_row_that_meets_the_filter_is_passed_over() =>
        Check<double?[], double>(
            (values, bound) =>
            {
                using var file = Write(
                    OutputColumn.Double("n", nullable: true),
                    values.Length,
                    writer => Columns.Write(writer, values)
                );
                if (double.IsNaN(bound))
                {
                    return;
                }

                var selected = file.SelectRows(0, RowFilter.AtLeast(file.Column("n")!, bound));
                var kept = selected
                    .SelectMany(r => Enumerable.Range((int)r.First, (int)r.Count))
                    .ToHashSet();
                Assert.All(
                    values.Index().Where(v => v.Item >= bound),
                    v => Assert.Contains(v.Index, kept)
                );
            }
        );

    // alltypes_tiny_pages.parquet and its like have page indexes of other writers; the rest at least statistics.
    [Fact]
    public void Every_value_of_every_interoperability_file_is_found_where_it_is()
    {
        var folder = SharedData.PathOrSkip("parquet-testing/data");
        var pruned = 0L;
        foreach (
            var path in Directory.EnumerateFiles(folder, "*.parquet").Order(StringComparer.Ordinal)
        )
        {
            if (path.Contains("corrupt-checksum", StringComparison.Ordinal))
            {
                continue;
            }

            using var file = ParquetFile.Open(path);
            foreach (var column in file.Schema.Columns.Where(c => c.MaxRepetitionLevel == 0))
            {
                pruned += column.PhysicalType switch
                {
                    PhysicalType.Int32 => FindsAll<int>(file, column),
                    PhysicalType.Int64 => FindsAll<long>(file, column),
                    PhysicalType.Float => FindsAll<float>(file, column),
                    PhysicalType.Double => FindsAll<double>(file, column),
                    PhysicalType.FixedLengthByteArray
                        when column.LogicalType.Kind == LogicalKind.Float16 => FindsAll<Half>(
                        file,
                        column
                    ),
                    PhysicalType.ByteArray
                        when column.LogicalType.Kind is LogicalKind.None or LogicalKind.String =>
                        FindsAll<byte[]>(file, column),
                    _ => 0,
                };
            }
        }

        Assert.True(pruned > 1_000_000, $"only {pruned} rows were passed over");
    }

    private static long FindsAll<T>(ParquetFile file, ParquetColumn column)
    {
        var passedOver = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            var rows = (int)file.RowGroups[group].RowCount;
            var (values, isNull) = (new T[rows], new bool[rows]);
            using var reader = file.OpenColumn<T>(group, column);
            var nulls = 0;
            Assert.Equal(rows, rows == 0 ? 0 : reader.Read(values, isNull, out nulls));
            for (var row = 0; row < rows; row += 1 + (rows / 100))
            {
                if (
                    (nulls > 0 && isNull[row])
                    || values[row] is double.NaN or float.NaN
                    || (values[row] is Half half && Half.IsNaN(half))
                )
                {
                    continue;
                }

                var selected = file.SelectRows(
                    group,
                    RowFilter.Between(column, values[row], values[row])
                );
                Assert.True(
                    selected.Any(range => range.First <= row && row < range.End),
                    $"{file.Name}, row group {group}, {column}: row {row} was passed over"
                );
                passedOver += rows - selected.Sum(range => range.Count);
            }
        }

        return passedOver;
    }

    private static ParquetFile Write(OutputColumn column, int rows, Action<ParquetWriter> write) =>
        Columns.InMemory(
            [column],
            new ParquetWriterOptions { ValuesPerPage = 7 },
            writer =>
            {
                writer.BeginRowGroup(rows);
                write(writer);
            }
        );

    private static T?[] Read<T>(ParquetFile file, IReadOnlyList<RowRange> ranges)
        where T : struct
    {
        using var reader = file.OpenColumn<T>(0, file.Column("n")!, ranges);
        var (all, values, isNull) = (new List<T?>(), new T[5], new bool[5]);
        for (int read; (read = reader.Read(values, isNull, out var nulls)) > 0; )
        {
            for (var i = 0; i < read; i++)
            {
                all.Add(nulls > 0 && isNull[i] ? null : values[i]);
            }
        }

        return [.. all];
    }

    private static IEnumerable<T> Only<T>(T[] values, IReadOnlyList<RowRange> ranges) =>
        ranges.SelectMany(range => values.Skip((int)range.First).Take((int)range.Count));

    // Cuts into pieces of which every second is wanted.
    private static RowRange[] Ranges(int[] cuts, int rows)
    {
        var sorted = cuts.Select(cut => Math.Abs(cut % (rows + 1))).Distinct().Order().ToArray();
        return
        [
            .. sorted
                .Chunk(2)
                .Where(pair => pair.Length == 2)
                .Select(pair => new RowRange(pair[0], pair[1] - pair[0])),
        ];
    }

    private static void Check<T1, T2>(Action<T1, T2> property) =>
        Prop.ForAll(property)
            .Check(
                Config
                    .QuickThrowOnFailure.WithMaxTest(150)
                    .WithEndSize(120)
                    .WithReplay(20240917, 7919)
            );
}
