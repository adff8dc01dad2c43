namespace ScalingPipeline.Parquet.Tests.Writing;

public sealed class LongListTests
{
    [Theory]
    [InlineData(16, false)]
    [InlineData(129, false)]
    [InlineData(129, true)]
    [InlineData(4000, false)]
    public void Long_lists_come_back_as_they_were_written(int length, bool checksums)
    {
        var lengths = Enumerable.Range(0, 50).Select(row => length + (row % 3)).ToArray();
        var elements = Enumerable.Range(0, lengths.Sum()).Select(i => i / 7f).ToArray();
        using var stream = new MemoryStream();
        using (
            var writer = new ParquetWriter(
                stream,
                [OutputColumn.FloatList("losses", encoding: OutputEncoding.Plain)],
                new ParquetWriterOptions
                {
                    Codec = CompressionCodec.None,
                    Checksums = checksums,
                    ValuesPerPage = 1000,
                }
            )
        )
        {
            writer.BeginRowGroup(lengths.Length);
            writer.WriteLists(lengths, elements);
            writer.Finish();
        }

        using var file = ParquetFile.Open(new MemoryByteSource(stream.ToArray()), "lists");
        using var lists = file.OpenList<float>(0, file.Column("losses")!);
        var (readLengths, readElements) = (new List<int>(), new List<float>());
        while (lists.Read())
        {
            readLengths.AddRange(lists.Lengths);
            readElements.AddRange(lists.Elements);
        }

        Assert.Equal(lengths, readLengths);
        Assert.Equal(elements, readElements);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(int.MaxValue - 40, 1)]
    [InlineData(0, 3)]
    public void Repeating_counters_are_read_as_wider_numbers(int first, int step)
    {
        var values = Enumerable.Range(0, 5000).Select(i => first + (step * (i % 41))).ToArray();
        using var stream = new MemoryStream();
        using (var writer = new ParquetWriter(stream, [OutputColumn.Int32("position")]))
        {
            writer.BeginRowGroup(values.Length);
            writer.Write<int>(values);
            writer.Finish();
        }

        using var file = ParquetFile.Open(new MemoryByteSource(stream.ToArray()), "counters");
        using var column = file.OpenColumn<long>(0, file.Column("position")!);
        var read = new long[values.Length];
        Assert.Equal(values.Length, column.Read(read, [], out _));
        Assert.Equal(values.Select(value => (long)value), read);
    }
}
