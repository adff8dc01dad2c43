namespace ScalingPipeline.Parquet.Tests.Hostile;

public sealed class DamagedFileTests
{
    private const long GenerousAllocation = 16 << 20;

    public static TheoryData<CompressionCodec> Written => Codecs.Written;

    [Theory]
    [MemberData(nameof(Written))]
    public void A_file_cut_at_any_length_is_refused_as_half_written(CompressionCodec codec)
    {
        var whole = SampleFiles.Make(codec);
        for (var length = 0; length < whole.Length; length++)
        {
            var fault = Assert.Throws<ParquetException>(() =>
                ParquetFile.Open(new MemoryByteSource(whole.AsMemory(0, length)), "cut.parquet")
            );
            Assert.Equal(ParquetErrorKind.HalfWritten, fault.Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Written))]
    public void A_changed_byte_is_read_or_refused_but_never_crashes(CompressionCodec codec)
    {
        var whole = SampleFiles.Make(codec);
        byte[] flips = codec == CompressionCodec.Gzip ? [0xFF] : [0x01, 0xFF];
        for (var at = 0; at < whole.Length; at++)
        {
            foreach (var flip in flips)
            {
                var damaged = whole.ToArray();
                damaged[at] ^= flip;
                ReadOrRefuse(damaged, $"byte {at} changed by {flip}");
            }
        }
    }

    [Fact]
    public void Random_damage_in_several_places_never_crashes()
    {
        var random = new Random(11);
        var whole = SampleFiles.Make(CompressionCodec.Snappy);
        for (var trial = 0; trial < 2000; trial++)
        {
            var damaged = whole.ToArray();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            ReadOrRefuse(damaged, $"trial {trial}");
        }
    }

    [Fact]
    public void With_checksums_every_changed_byte_of_a_page_is_noticed()
    {
        var whole = SampleFiles.Make(CompressionCodec.None, checksums: true);
        using var file = ParquetFile.Open(new MemoryByteSource(whole), "whole");
        var chunk = file.RowGroups[0].Columns[2];
        var body = chunk.Offset + chunk.CompressedSize - 20;
        for (var at = body; at < chunk.Offset + chunk.CompressedSize; at++)
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 4;
            var fault = Assert.Throws<ParquetException>(() =>
                FileScan.Read(new MemoryByteSource(damaged))
            );
            Assert.Equal(
                "sample.parquet, row group 0, column plain, page 1: its checksum does not match its bytes.",
                fault.Message
            );
        }
    }

    private static void ReadOrRefuse(byte[] damaged, string what)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            FileScan.Read(new MemoryByteSource(damaged));
        }
        catch (ParquetException fault)
        {
            Assert.NotEqual(ParquetErrorKind.NotParquet, fault.Kind);
        }
        catch (Exception unexpected)
        {
            Assert.Fail($"{what}: {unexpected}");
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < GenerousAllocation, $"{what}: {allocated} bytes were allocated");
    }
}
