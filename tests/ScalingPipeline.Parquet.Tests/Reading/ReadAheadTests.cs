namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class ReadAheadTests
{
    private const int Rows = 2_000_000;

    // Three columns of 8 MB each, which hardly anything can compress.
    private static readonly Lazy<byte[]> _file = new(MakeFile);

    [Fact]
    public void Only_the_wanted_columns_are_fetched_each_byte_once()
    {
        var fetch = new RecordingFetch(_file.Value);
        using var file = ParquetFile.Open(fetch.Open(), "blob");
        var column = file.Column("b")!;
        file.ExpectColumns([column]);
        fetch.Requests.Clear();

        Assert.Equal(Rows, Count(file, "b"));

        var chunk = file.RowGroups[0].Columns[column.Index];
        Assert.InRange(
            fetch.Requests.Sum(r => r.Length),
            chunk.CompressedSize,
            chunk.CompressedSize + 100
        );
        Assert.InRange(fetch.Requests.Count, 2, 3);
        Assert.Equal(fetch.Requests.Count, fetch.Requests.DistinctBy(r => r.Offset).Count());
        Assert.All(
            fetch.Requests,
            r => Assert.InRange(r.Offset, chunk.Offset, chunk.Offset + chunk.CompressedSize)
        );
    }

    [Fact]
    public void Columns_read_side_by_side_do_not_fetch_each_others_bytes_again()
    {
        var fetch = new RecordingFetch(_file.Value);
        using var file = ParquetFile.Open(fetch.Open(), "blob");
        file.ExpectColumns([file.Column("a")!, file.Column("c")!]);
        fetch.Requests.Clear();
        using var a = file.OpenColumn<int>(0, file.Column("a")!);
        using var c = file.OpenColumn<int>(0, file.Column("c")!);
        var (first, second) = (new int[5000], new int[5000]);
        while (a.Read(first, [], out _) > 0)
        {
            c.Read(second, [], out _);
        }

        var wanted =
            file.RowGroups[0].Columns[0].CompressedSize
            + file.RowGroups[0].Columns[2].CompressedSize;
        Assert.InRange(fetch.Requests.Sum(r => r.Length), wanted, wanted + 200);
    }

    [Fact]
    public async Task The_next_block_is_on_its_way_before_the_first_is_here()
    {
        var fetch = new RecordingFetch(_file.Value);
        using var source = fetch.Open();
        source.Expect([new ByteRange(0, 12 << 20)]);
        fetch.Gate = new TaskCompletionSource();
        var reading = Task.Run(
            () => source.Read(0, new byte[100]),
            TestContext.Current.CancellationToken
        );
        SpinWait.SpinUntil(() =>
        {
            lock (fetch.Requests)
            {
                return fetch.Requests.Count == 2;
            }
        });
        Assert.False(reading.IsCompleted);
        fetch.Gate.SetResult();
        await reading;
        Assert.Equal([new ByteRange(0, 4 << 20), new ByteRange(4 << 20, 4 << 20)], fetch.Requests);
    }

    [Fact]
    public void Small_neighbours_are_fetched_together_and_far_ones_apart()
    {
        var fetch = new RecordingFetch(_file.Value);
        using var source = fetch.Open();
        source.Expect([new(5_000_000, 100), new(0, 1000), new(2000, 1000)]);
        source.Read(2000, new byte[1000]);
        Assert.Equal([new ByteRange(0, 3000), new ByteRange(5_000_000, 100)], fetch.Requests);
    }

    [Fact]
    public void Bytes_that_nobody_announced_are_fetched_when_they_are_asked_for()
    {
        var fetch = new RecordingFetch(_file.Value);
        using var source = fetch.Open();
        source.Expect([new ByteRange(1_000_000, 1000)]);
        var bytes = new byte[3000];
        source.Read(999_000, bytes);
        Assert.Equal(_file.Value[999_000..1_002_000], bytes);
        Assert.Equal(
            [new(999_000, 1000), new(1_000_000, 1000), new ByteRange(1_001_000, 1000)],
            fetch.Requests
        );
    }

    [Fact]
    public void A_failed_request_is_told_and_may_be_tried_again()
    {
        var fetch = new RecordingFetch(_file.Value)
        {
            Fault = new IOException("The network is gone."),
        };
        using var source = fetch.Open();
        source.Expect([new ByteRange(0, 1000)]);
        Assert.Throws<IOException>(() => source.Read(0, new byte[10]));
        fetch.Fault = null;
        var bytes = new byte[4];
        source.Read(0, bytes);
        Assert.Equal("PAR1"u8.ToArray(), bytes);
    }

    [Fact]
    public void Nothing_is_read_behind_the_end()
    {
        using var source = new RecordingFetch(_file.Value).Open();
        Assert.Throws<EndOfStreamException>(() => source.Read(source.Length - 1, new byte[2]));
    }

    private static long Count(ParquetFile file, string name)
    {
        using var reader = file.OpenColumn<int>(0, file.Column(name)!);
        var (rows, values) = (0L, new int[10_000]);
        for (int read; (read = reader.Read(values, [], out _)) > 0; )
        {
            rows += read;
        }

        return rows;
    }

    private static byte[] MakeFile()
    {
        var random = new Random(1);
        var values = Enumerable.Range(0, Rows).Select(_ => random.Next()).ToArray();
        string[] names = ["a", "b", "c"];
        return Columns.Bytes(
            [.. names.Select(name => OutputColumn.Int32(name, encoding: OutputEncoding.Plain))],
            new ParquetWriterOptions { Codec = CompressionCodec.None },
            writer =>
            {
                writer.BeginRowGroup(Rows);
                foreach (var _ in names)
                {
                    writer.Write<int>(values);
                }
            }
        );
    }
}
