using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>The interoperability files of the Apache Parquet project (apache/parquet-testing).</summary>
public sealed class ParquetTestingFilesTests
{
    private static readonly string[] Corrupt =
    [
        "datapage_v1-corrupt-checksum.parquet",
        "rle-dict-uncompressed-corrupt-checksum.parquet",
    ];

    [Fact]
    public void Every_good_file_is_read_and_the_others_are_refused_by_kind()
    {
        var folder = SharedData.PathOrSkip("parquet-testing/data");
        foreach (var path in Directory.EnumerateFiles(folder, "*.parquet*").Order())
        {
            var name = Path.GetFileName(path);
            ParquetErrorKind? expected =
                Corrupt.Contains(name, StringComparer.Ordinal) ? ParquetErrorKind.Corrupt
                : name.EndsWith(".encrypted", StringComparison.Ordinal) ? ParquetErrorKind.Encrypted
                // Its pages unpack to a gigabyte each, more than the default limit.
                : name == "large_string_map.brotli.parquet" ? ParquetErrorKind.Unsupported
                : null;
            Assert.Equal(expected, KindOf(path));
        }
    }

    [Fact]
    public void Every_bad_file_is_refused_as_corrupt()
    {
        var folder = SharedData.PathOrSkip("parquet-testing/bad_data");
        foreach (var path in Directory.EnumerateFiles(folder, "*.parquet").Order())
        {
            Assert.Equal(ParquetErrorKind.Corrupt, KindOf(path));
        }
    }

    [Fact]
    public void Each_byte_changed_of_a_small_good_file_is_read_or_refused()
    {
        var folder = SharedData.PathOrSkip("parquet-testing/data");
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "*.parquet")
                .Where(path => new FileInfo(path).Length < 1400)
                .Order()
        )
        {
            var bytes = File.ReadAllBytes(path);
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] ^= 0xFF;
                try
                {
                    FileScan.Read(new MemoryByteSource(bytes.ToArray()));
                }
                catch (ParquetException)
                {
                    // Refused, as it may be.
                }

                bytes[at] ^= 0xFF;
            }
        }
    }

    [Fact]
    public void Delta_packed_integers_of_every_width_match_the_published_values()
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/delta_binary_packed.parquet")
        );
        var expected = File.ReadLines(
                SharedData.PathOrSkip("parquet-testing/data/delta_binary_packed_expect.csv")
            )
            .Skip(1);
        Assert.Equal(
            expected,
            file.ReadRows().Select(row => string.Join(',', row.Select(CellText.Format)))
        );
    }

    // The same rows by DuckDB 1.5.
    [Fact]
    public void A_bare_repeated_field_is_a_list_without_nulls()
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/repeated_primitive_no_list.parquet")
        );
        Assert.Equal(
            [
                "[0, 1, 2, 3] | [foo, zero, one, two]",
                "[] | [three]",
                "[4] | [four]",
                "[5, 6, 7, 8] | [five, six, seven, eight]",
            ],
            file.ReadRows().Select(row => string.Join(" | ", row.Take(2).Select(CellText.Format)))
        );
        using var lists = file.OpenList<long>(0, file.Column("Int32_list")!);
        Assert.True(lists.Read());
        Assert.Equal([4, 0, 1, 4], lists.Lengths.ToArray());
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], lists.Elements.ToArray());
        Assert.Equal(0, lists.ElementIsNull.Length);
    }

    private static ParquetErrorKind? KindOf(string path)
    {
        try
        {
            FileScan.Read(new FileByteSource(path), path);
            return null;
        }
        catch (ParquetException fault)
        {
            Assert.Contains(Path.GetFileName(path), fault.Message, StringComparison.Ordinal);
            return fault.Kind;
        }
    }
}
