using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Tests.HandMade;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Tests.Reading;

public sealed class LargeChunkTests
{
    private const int PageBytes = 1 << 26;
    private const int Pages = 40;
    private const long Rows = (long)Pages * PageBytes / sizeof(int);

    // One row group of 671 million rows whose only chunk has 2.7 GB: the same page again and again, made up as it is read.
    [Fact]
    public void A_chunk_of_more_than_two_gigabytes_in_one_row_group_is_read_to_its_end()
    {
        using var file = ParquetFile.Open(new RepeatedPage(), "large");
        Assert.Equal(Rows, file.RowCount);
        Assert.True(file.RowGroups[0].Columns[0].CompressedSize > int.MaxValue);
        using var reader = file.OpenColumn<int>(0, file.Column("n")!);
        var values = new int[1 << 20];
        var (rows, starts) = (0L, 0);
        for (int read; (read = reader.Read(values, [], out _)) > 0; rows += read)
        {
            starts += values[0] == 7 ? 1 : 0;
        }

        Assert.Equal(Rows, rows);
        Assert.Equal(Pages, starts);
    }

    [Fact]
    public void Forty_thousand_pages_are_read_to_the_last()
    {
        var pages = Enumerable
            .Range(0, 40_000)
            .Select(i => new Page(PageKind.Data, PageEncoding.Plain, 1, HandMadeFile.Int32s(i)))
            .ToArray();
        Assert.Equal(
            Enumerable.Range(0, 40_000).Select(i => (int?)i),
            HandMadeFile.ReadInt32(
                40_000,
                Repetition.Required,
                new Chunk(PhysicalType.Int32, 40_000, pages)
            )
        );
    }

    // The head and tail of a file of one empty page, with the chunk's figures scaled up, and pages of zeros that begin with a 7 between.
    private sealed class RepeatedPage : IByteSource
    {
        private readonly byte[] _head;
        private readonly byte[] _tail;
        private readonly long _body;

        public RepeatedPage()
        {
            var page = new Page(PageKind.Data, PageEncoding.Plain, PageBytes / sizeof(int), []);
            _head = HandMadeFile.PageHeader(page, PageBytes);
            _body = Pages * (_head.Length + (long)PageBytes);
            _tail = HandMadeFile.Footer(Rows, "n", Rows, _body);
        }

        public long Length => 4 + _body + _tail.Length;

        public int PreferredReadSize => 1 << 20;

        public void Read(long offset, Span<byte> destination)
        {
            destination.Clear();
            Overlap("PAR1"u8, 0, offset, destination);
            Overlap(_tail, 4 + _body, offset, destination);
            var stride = _head.Length + (long)PageBytes;
            for (var page = 0; page < Pages; page++)
            {
                Overlap(_head, 4 + (page * stride), offset, destination);
                Overlap([7], 4 + (page * stride) + _head.Length, offset, destination);
            }
        }

        public void Dispose() { }

        private static void Overlap(
            ReadOnlySpan<byte> bytes,
            long at,
            long offset,
            Span<byte> destination
        )
        {
            var from = Math.Max(at, offset);
            var to = Math.Min(at + bytes.Length, offset + destination.Length);
            if (from < to)
            {
                bytes[(int)(from - at)..(int)(to - at)].CopyTo(destination[(int)(from - offset)..]);
            }
        }
    }
}
