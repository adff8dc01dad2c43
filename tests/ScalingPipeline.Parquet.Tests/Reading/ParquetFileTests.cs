using System.Text;
using ScalingPipeline.Parquet.Tests.Hostile;

namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class ParquetFileTests
{
    [Theory]
    [InlineData("", ParquetErrorKind.HalfWritten)]
    [InlineData("PA", ParquetErrorKind.HalfWritten)]
    [InlineData("PAR1", ParquetErrorKind.HalfWritten)]
    [InlineData("PAR1 and some pages", ParquetErrorKind.HalfWritten)]
    [InlineData("step,loss\n1,2.5\n2,2.4\n", ParquetErrorKind.NotParquet)]
    [InlineData("PARE and a footer PARE", ParquetErrorKind.Encrypted)]
    [InlineData("PAR1 \u0001\u0001\u0001\u0001PAR1", ParquetErrorKind.Corrupt)]
    public void A_file_without_a_footer_is_told_by_what_it_is(string text, ParquetErrorKind kind)
    {
        var source = new MemoryByteSource(Encoding.ASCII.GetBytes(text));
        var fault = Assert.Throws<ParquetException>(() => ParquetFile.Open(source, "log.parquet"));
        Assert.Equal(kind, fault.Kind);
        Assert.StartsWith("log.parquet: ", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Opening_takes_one_read_and_a_column_chunk_one_more()
    {
        using var source = new CountingSource(SampleFiles.Make(CompressionCodec.Zstd));
        using var file = ParquetFile.Open(source, "log.parquet");
        Assert.Equal(1, source.Reads);
        using var reader = file.OpenColumn<float>(0, file.Column("plain")!);
        while (reader.Read(new float[16], new bool[16], out _) > 0) { }

        Assert.Equal(2, source.Reads);
    }

    [Fact]
    public void A_list_is_found_by_its_plain_name_and_by_its_path()
    {
        using var file = Sample();
        var lists = file.Column("lists");
        Assert.NotNull(lists);
        Assert.True(lists.IsList);
        Assert.Same(lists, file.Column("lists.list.element"));
        Assert.Null(file.Column("losses"));
    }

    [Fact]
    public void A_narrower_column_is_read_as_a_wider_type()
    {
        using var file = Sample();
        Assert.Equal(
            Columns.ReadNullable<int>(file, "dictionary").Select(value => (long?)value),
            Columns.ReadNullable<long>(file, "dictionary")
        );
        Assert.Equal(
            Columns.ReadNullable<float>(file, "plain").Select(value => (double?)value),
            Columns.ReadNullable<double>(file, "plain")
        );
    }

    [Fact]
    public void A_wider_column_is_not_read_as_a_narrower_type()
    {
        using var file = Sample();
        var fault = Assert.Throws<ParquetException>(() =>
            file.OpenColumn<int>(0, file.Column("delta")!)
        );
        Assert.Equal(ParquetErrorKind.Unsupported, fault.Kind);
        Assert.Equal(
            "sample, row group 0, column delta: it holds Int64 values, which cannot be read as Int32 without loss.",
            fault.Message
        );
    }

    [Fact]
    public void A_list_is_not_read_as_a_flat_column_nor_the_reverse()
    {
        using var file = Sample();
        Assert.Throws<ParquetException>(() => file.OpenColumn<float>(0, file.Column("lists")!));
        Assert.Throws<ParquetException>(() => file.OpenList<float>(0, file.Column("plain")!));
    }

    [Fact]
    public void Texts_are_read_as_strings()
    {
        using var file = Sample();
        using var reader = file.OpenColumn<string>(0, file.Column("text")!);
        var texts = new string[3];
        var isNull = new bool[3];
        Assert.Equal(3, reader.Read(texts, isNull, out var nulls));
        Assert.Equal(1, nulls);
        Assert.Equal([true, false, false], isNull);
        Assert.Equal<IEnumerable<string?>>([null, "text 1", "text 2"], texts);
    }

    [Fact]
    public void Batches_are_full_until_the_row_group_ends()
    {
        using var file = Sample();
        using var reader = file.OpenColumn<long>(0, file.Column("delta")!);
        var values = new long[30];
        Assert.Equal(30, reader.Read(values, [], out _));
        Assert.Equal(10, reader.Read(values, [], out _));
        Assert.Equal(0, reader.Read(values, [], out _));
    }

    [Fact]
    public void Reading_on_allocates_next_to_nothing()
    {
        var numbers = Enumerable.Range(0, 100_000).Select(i => i % 1000).ToArray();
        using var file = Columns.InMemory(
            [OutputColumn.Int32("n")],
            new ParquetWriterOptions { ValuesPerPage = 1000 },
            writer =>
            {
                writer.BeginRowGroup(numbers.Length);
                writer.Write<int>(numbers);
            }
        );
        using var reader = file.OpenColumn<int>(0, file.Column("n")!);
        var values = new int[500];
        reader.Read(values, [], out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (reader.Read(values, [], out _) > 0) { }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 200);
    }

    private static ParquetFile Sample() =>
        ParquetFile.Open(new MemoryByteSource(SampleFiles.Make(CompressionCodec.Snappy)), "sample");
}
