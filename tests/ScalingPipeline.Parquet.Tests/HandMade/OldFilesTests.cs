using System.IO.Compression;
using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;
using static ScalingPipeline.Parquet.Tests.HandMade.HandMadeFile;

namespace ScalingPipeline.Parquet.Tests.HandMade;

/// <summary>What writers of other years put into files, and none at hand does any more.</summary>
public sealed class OldFilesTests
{
    [Fact]
    public void Bit_packed_levels_have_their_most_significant_bit_first()
    {
        // Definition levels 1 0 1 1 0 1 0 0 | 1 1 in one bit each; bits behind the last are padding.
        byte[] body = [0b1011_0100, 0b1100_0000, .. Int32s(10, 11, 12, 13, 14, 15)];
        var page = new Page(PageKind.Data, PageEncoding.Plain, 10, body)
        {
            LevelEncoding = PageEncoding.BitPacked,
        };
        Assert.Equal(
            [10, null, 11, 12, null, 13, null, null, 14, 15],
            ReadInt32(10, Repetition.Optional, new Chunk(PhysicalType.Int32, 10, page))
        );
    }

    // apache/parquet-format, Encodings.md, "Bit-packed (Deprecated)": 0 to 7 in three bits.
    [Fact]
    public void Bit_packed_levels_of_three_bits_are_those_of_the_specification()
    {
        var nodes = new[]
        {
            new Node("a", Repetition.Optional, Children: 1),
            new Node("b", Repetition.Optional, Children: 1),
            new Node("c", Repetition.Optional, Children: 1),
            new Node("d", Repetition.Optional, Children: 1),
            new Node("e", Repetition.Optional, Children: 1),
            new Node("f", Repetition.Optional, Children: 1),
            new Node("n", Repetition.Optional, PhysicalType.Int32),
        };
        var page = new Page(
            PageKind.Data,
            PageEncoding.Plain,
            8,
            [0b0000_0101, 0b0011_1001, 0b0111_0111, .. Int32s(42)]
        )
        {
            LevelEncoding = PageEncoding.BitPacked,
        };
        using var file = Open(8, nodes, new Chunk(PhysicalType.Int32, 8, page));
        using var leaf = file.OpenLevels<int>(0, file.Column("a.b.c.d.e.f.n")!);
        Assert.True(leaf.Read());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], leaf.DefinitionLevels.ToArray());
        Assert.Equal([42], leaf.Values.ToArray());
        Assert.False(leaf.Read());
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(null)]
    [InlineData(4L)]
    public void A_dictionary_is_found_whatever_the_footer_says_of_its_place(long? offset)
    {
        var dictionary = new Page(PageKind.Dictionary, PageEncoding.Plain, 2, Int32s(7, 9));
        // Indexes of one bit: a run of three ones, then 0 and 1 packed.
        var page = new Page(
            PageKind.Data,
            PageEncoding.RleDictionary,
            5,
            [1, 0x06, 0x01, 0x03, 0b0000_0010]
        );
        Assert.Equal(
            [9, 9, 9, 7, 9],
            ReadInt32(
                5,
                Repetition.Required,
                new Chunk(PhysicalType.Int32, 5, dictionary, page) { DictionaryOffset = offset }
            )
        );
    }

    [Fact]
    public void Indexes_of_no_bits_all_mean_the_first_value()
    {
        var dictionary = new Page(PageKind.Dictionary, PageEncoding.PlainDictionary, 1, Int32s(7));
        var page = new Page(PageKind.Data, PageEncoding.PlainDictionary, 3, [0, 0x06]);
        Assert.Equal(
            [7, 7, 7],
            ReadInt32(3, Repetition.Required, new Chunk(PhysicalType.Int32, 3, dictionary, page))
        );
    }

    [Fact]
    public void A_gzip_page_may_have_several_members()
    {
        byte[] body = [.. Gzip(Int32s(1, 2)), .. Gzip(Int32s(3))];
        Assert.Equal([1, 2, 3], ReadPacked(CompressionCodec.Gzip, body));
    }

    // Frames by hand from lz4_Frame_format.md: magic, flags 0x60 (version 1, independent blocks), 0x40 (64 KiB), header checksum, a block
    // of literals, the end mark; with a stored block.
    [Theory]
    [InlineData("04224D18 6040 82 0D000000 C0 010000000200000003000000 00000000")]
    [InlineData("04224D18 6040 82 0C000080 010000000200000003000000 00000000")]
    public void The_old_LZ4_codec_may_hold_frames(string hex) =>
        Assert.Equal(
            [1, 2, 3],
            ReadPacked(
                CompressionCodec.Lz4Hadoop,
                Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))
            )
        );

    // Flags 0x40, dependent blocks: the second is eight bytes from four back.
    [Fact]
    public void A_block_of_an_LZ4_frame_may_refer_back_to_the_block_before() =>
        Assert.Equal(
            [1, 1, 1],
            ReadPacked(
                CompressionCodec.Lz4Hadoop,
                Convert.FromHexString("04224D184040C005000000400100000003000000040400" + "00000000")
            )
        );

    [Fact]
    public void A_brotli_page_is_unpacked()
    {
        var packed = new byte[100];
        Assert.True(BrotliEncoder.TryCompress(Int32s(1, 2, 3), packed, out var written));
        Assert.Equal([1, 2, 3], ReadPacked(CompressionCodec.Brotli, packed[..written]));
    }

    [Theory]
    [InlineData(1 << 20, false)]
    [InlineData(1 << 22, true)]
    public void A_page_is_unpacked_up_to_the_limit_that_its_reader_sets(int limit, bool isRead)
    {
        var zeros = new int[1 << 19];
        var packed = new byte[4096];
        Assert.True(BrotliEncoder.TryCompress(Int32s(zeros), packed, out var written));
        var page = new Page(PageKind.Data, PageEncoding.Plain, zeros.Length, packed[..written])
        {
            UncompressedSize = 4 * zeros.Length,
        };
        var bytes = Make(
            zeros.Length,
            [new Node("n", Repetition.Required, PhysicalType.Int32)],
            new Chunk(PhysicalType.Int32, zeros.Length, page) { Codec = CompressionCodec.Brotli }
        );
        using var file = ParquetFile.Open(
            new MemoryByteSource(bytes),
            "brotli",
            new ParquetReadOptions { MaximumPageBytes = limit }
        );
        using var reader = file.OpenColumn<int>(0, file.Column("n")!);
        if (isRead)
        {
            Assert.Equal(zeros.Length, reader.Read(new int[zeros.Length], [], out _));
        }
        else
        {
            var fault = Assert.Throws<ParquetException>(() => reader.Read(zeros, [], out _));
            Assert.Equal(ParquetErrorKind.Unsupported, fault.Kind);
        }
    }

    [Fact]
    public void A_brotli_page_that_claims_more_than_it_holds_is_refused_before_memory_is_given()
    {
        var packed = new byte[4096];
        Assert.True(BrotliEncoder.TryCompress(new byte[1 << 20], packed, out var written));
        using var decompressor = new Parquet.Compression.PageDecompressor(CompressionCodec.Brotli);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatFault>(() => decompressor.Decompress(packed, 0, written, 200 << 20));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Pages_of_nulls_only_may_lack_their_values()
    {
        var nulls = WithLength(0x06, 0);
        var chunk = new Chunk(
            PhysicalType.Int32,
            6,
            new Page(PageKind.Data, PageEncoding.Plain, 3, nulls),
            new Page(
                PageKind.Data,
                PageEncoding.Plain,
                3,
                [.. WithLength(0x06, 1), .. Int32s(1, 2, 3)]
            )
        );
        Assert.Equal([null, null, null, 1, 2, 3], ReadInt32(6, Repetition.Optional, chunk));
    }

    // An empty zstd frame, with its content size said.
    [Theory]
    [InlineData("28B52FFD2000010000")]
    [InlineData("")]
    public void A_page_of_the_second_version_may_hold_nothing_in_compressed_form(string frame)
    {
        byte[] body = [0x06, 0, .. Convert.FromHexString(frame)];
        var page = new Page(PageKind.DataV2, PageEncoding.Plain, 3, body)
        {
            DefinitionLevelsLength = 2,
            UncompressedSize = 2,
        };
        Assert.Equal(
            [null, null, null],
            ReadInt32(
                3,
                Repetition.Optional,
                new Chunk(PhysicalType.Int32, 3, page) { Codec = CompressionCodec.Zstd }
            )
        );
    }

    private static int?[] ReadPacked(CompressionCodec codec, byte[] body) =>
        ReadInt32(
            3,
            Repetition.Required,
            new Chunk(
                PhysicalType.Int32,
                3,
                new Page(PageKind.Data, PageEncoding.Plain, 3, body) { UncompressedSize = 12 }
            )
            {
                Codec = codec,
            }
        );

    private static byte[] Gzip(byte[] bytes)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return output.ToArray();
    }
}
