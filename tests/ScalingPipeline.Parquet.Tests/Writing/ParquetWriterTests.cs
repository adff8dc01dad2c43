using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Writing;

public sealed class ParquetWriterTests
{
    [Fact]
    public void The_same_input_gives_the_same_bytes() =>
        Assert.Equal(
            Hostile.SampleFiles.Make(CompressionCodec.Zstd, checksums: true),
            Hostile.SampleFiles.Make(CompressionCodec.Zstd, checksums: true)
        );

    [Fact]
    public void A_file_appears_only_when_it_is_finished()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("log.parquet");
        using (var writer = ParquetWriter.CreateFile(path, [OutputColumn.Int32("step")]))
        {
            writer.BeginRowGroup(2);
            writer.Write<int>([1, 2]);
            Assert.False(File.Exists(path));
            writer.Finish();
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
        using var file = ParquetFile.Open(path);
        Assert.Equal([1, 2], Columns.ReadNullable<int>(file, "step"));
    }

    [Fact]
    public void A_file_that_is_given_up_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var path = folder.At("log.parquet");
        using (var writer = ParquetWriter.CreateFile(path, [OutputColumn.Int32("step")]))
        {
            writer.BeginRowGroup(1);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Key_value_metadata_comes_back()
    {
        var options = new ParquetWriterOptions
        {
            KeyValueMetadata = new Dictionary<string, string> { ["unit"] = "nats", ["a"] = "ü" },
        };
        using var file = Columns.InMemory([OutputColumn.Int32("step")], options, _ => { });
        Assert.Equal("nats", file.KeyValueMetadata["unit"]);
        Assert.Equal("ü", file.KeyValueMetadata["a"]);
        Assert.Equal(0, file.RowCount);
    }

    [Fact]
    public void Statistics_say_the_bounds_and_the_nulls()
    {
        using var file = Columns.InMemory(
            [
                OutputColumn.Int32("n", nullable: true),
                OutputColumn.Float("zero"),
                OutputColumn.Float("nan"),
            ],
            null,
            writer =>
            {
                writer.BeginRowGroup(3);
                Columns.Write<int>(writer, [7, null, -2]);
                writer.Write<float>([0f, 0f, 0f]);
                writer.Write<float>([1f, float.NaN, 2f]);
            }
        );
        var numbers = file.RowGroups[0].Columns[0].Statistics;
        Assert.Equal(BitConverter.GetBytes(-2), numbers.Minimum);
        Assert.Equal(BitConverter.GetBytes(7), numbers.Maximum);
        Assert.Equal(1, numbers.NullCount);
        var zeros = file.RowGroups[0].Columns[1].Statistics;
        Assert.Equal(BitConverter.GetBytes(-0f), zeros.Minimum);
        Assert.Equal(BitConverter.GetBytes(0f), zeros.Maximum);
        Assert.Null(file.RowGroups[0].Columns[2].Statistics.Minimum);
    }

    [Fact]
    public void A_null_in_a_column_without_nulls_is_refused()
    {
        using var writer = new ParquetWriter(new MemoryStream(), [OutputColumn.Int32("step")]);
        writer.BeginRowGroup(2);
        var fault = Assert.Throws<ArgumentException>(() =>
            writer.Write<int>([1, 2], [false, true])
        );
        Assert.Contains("step", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_column_of_another_type_or_length_is_refused()
    {
        using var writer = new ParquetWriter(new MemoryStream(), [OutputColumn.Int32("step")]);
        writer.BeginRowGroup(2);
        Assert.Throws<ArgumentException>(() => writer.Write<long>([1, 2]));
        Assert.Throws<ArgumentException>(() => writer.Write<int>([1]));
    }

    [Fact]
    public void A_file_with_a_column_missing_cannot_be_finished()
    {
        using var writer = new ParquetWriter(
            new MemoryStream(),
            [OutputColumn.Int32("step"), OutputColumn.Float("loss")]
        );
        writer.BeginRowGroup(1);
        writer.Write<int>([1]);
        var fault = Assert.Throws<InvalidOperationException>(writer.Finish);
        Assert.Contains("loss", fault.Message, StringComparison.Ordinal);
    }
}
