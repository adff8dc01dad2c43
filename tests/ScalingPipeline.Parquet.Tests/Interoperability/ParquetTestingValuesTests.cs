using System.Text.Json;
using System.Text.RegularExpressions;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Parquet.Tests.Interoperability;

/// <summary>The values of the interoperability files of the Apache Parquet project, against DuckDB's and the published ones.</summary>
public sealed partial class ParquetTestingValuesTests
{
    // Refused for a wrong checksum, which DuckDB does not look at; too large to print; with a time that overflows in DuckDB.
    private static readonly string[] _otherwise =
    [
        "datapage_v1-corrupt-checksum.parquet",
        "rle-dict-uncompressed-corrupt-checksum.parquet",
        "large_string_map.brotli.parquet",
        "int96_from_spark.parquet",
    ];

    // DuckDB has no legacy LZ4 and wants maps to have values.
    private static readonly string[] _beyondDuckDb =
    [
        "hadoop_lz4_compressed.parquet",
        "hadoop_lz4_compressed_larger.parquet",
        "map_no_value.parquet",
        "non_hadoop_lz4_compressed.parquet",
    ];

    [Fact]
    public async Task Every_file_has_the_values_that_DuckDB_finds()
    {
        var folder = SharedData.PathOrSkip("parquet-testing/data");
        var paths = Directory
            .EnumerateFiles(folder, "*.parquet")
            .Where(path => !_otherwise.Contains(Path.GetFileName(path), StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var found = await PeerReader.ReadOrSkipAsync(PeerReader.DuckDb, paths);
        var refused = new List<string>();
        foreach (var (path, rows) in paths.Zip(found))
        {
            using var file = ParquetFile.Open(path);
            if (rows.ValueKind == JsonValueKind.Array)
            {
                PeerValues.RequireSameRows(file, rows);
            }
            else
            {
                refused.Add(Path.GetFileName(path));
            }
        }

        Assert.Equal(_beyondDuckDb, refused);
    }

    [Theory]
    [InlineData("delta_binary_packed")]
    [InlineData("delta_byte_array")]
    [InlineData("delta_encoding_optional_column")]
    public void Delta_encoded_columns_have_the_published_values(string name)
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip($"parquet-testing/data/{name}.parquet")
        );
        var published = File.ReadLines(
            SharedData.PathOrSkip($"parquet-testing/data/{name}_expect.csv")
        );
        var lines = published.Skip(1).Select(Fields);
        var rows = file.ReadRows()
            .Select(row => row.Select(cell => cell is null ? "" : CellText.Format(cell)));
        Assert.Equal(lines, rows);
    }

    // hadoop_lz4_compressed.parquet and non_hadoop_lz4_compressed.parquet hold the rows of lz4_raw_compressed.parquet, which DuckDB reads.
    [Theory]
    [InlineData("hadoop_lz4_compressed.parquet")]
    [InlineData("non_hadoop_lz4_compressed.parquet")]
    public void Every_framing_of_LZ4_holds_the_same_rows(string name)
    {
        using var file = ParquetFile.Open(SharedData.PathOrSkip("parquet-testing/data/" + name));
        using var raw = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/lz4_raw_compressed.parquet")
        );
        Assert.Equal(Text(raw), Text(file));
    }

    // Apache Arrow, cpp/src/parquet/reader_test.cc, TestHadoopCompatibleLZ4Codec: the first two and last two of 10,000 rows.
    [Fact]
    public void Several_Hadoop_blocks_make_one_page()
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/hadoop_lz4_compressed_larger.parquet")
        );
        var rows = file.ReadRows().Select(row => (string)row[0]!).ToArray();
        Assert.Equal(10_000, rows.Length);
        Assert.Equal("c7ce6bef-d5b0-4863-b199-8ea8c7fb117b", rows[0]);
        Assert.Equal("e8fb9197-cb9f-4118-b67f-fbfa65f61843", rows[1]);
        Assert.Equal("ab52a0cc-c6bb-4d61-8a8f-166dc4b8b13c", rows[^2]);
        Assert.Equal("85440778-460a-41ac-aa2e-ac3ee41696bf", rows[^1]);
    }

    // The times of apache/parquet-testing, data/int96_from_spark.md, in UTC; the last is out of the range of its own writer, too.
    [Fact]
    public void Times_of_96_bits_are_not_limited_to_64_bits_of_nanoseconds()
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/int96_from_spark.parquet")
        );
        Assert.Equal(
            [
                "2024-01-01T20:34:56.123456000",
                "2024-01-01T01:00:00.000000000",
                "9999-12-31T03:00:00.000000000",
                "2024-12-30T23:00:00.000000000",
                "null",
                "-294554-12-13T14:58:10.448384000",
            ],
            Text(file)
        );
    }

    // apache/parquet-testing, data/map_no_value.md.
    [Fact]
    public void A_map_may_lack_its_values()
    {
        using var file = ParquetFile.Open(
            SharedData.PathOrSkip("parquet-testing/data/map_no_value.parquet")
        );
        Assert.Equal(
            [
                "[1, 2, 3] | [null, null, null] | [1, 2, 3] | [1, 2, 3]",
                "[4, 5, 6] | [null, null, null] | [4, 5, 6] | [4, 5, 6]",
                "[7, 8, 9] | [null, null, null] | [7, 8, 9] | [7, 8, 9]",
            ],
            Text(file)
        );
    }

    [Fact]
    public void A_page_that_unpacks_to_a_gigabyte_is_refused_by_default_and_hides_no_other_column()
    {
        var path = SharedData.PathOrSkip("parquet-testing/data/large_string_map.brotli.parquet");
        using var careful = ParquetFile.Open(path);
        Assert.Equal(
            ["[1]", "[1]"],
            careful
                .ReadRows([careful.Column("arr.key_value.value")!])
                .Select(row => CellText.Format(row[0]))
        );
        var fault = Assert.Throws<ParquetException>(() =>
            careful.ReadRows([careful.Column("arr.key_value.key")!]).Count()
        );
        Assert.Equal(ParquetErrorKind.Unsupported, fault.Kind);
        Assert.Contains("MaximumPageBytes", fault.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Text(ParquetFile file) =>
        file.ReadRows().Select(row => string.Join(" | ", row.Select(CellText.Format)));

    private static IEnumerable<string> Fields(string line) =>
        Commas().Split(line).Select(field => field.Trim('"'));

    // A comma within quotes is followed by an odd number of quotes.
    [GeneratedRegex(
        """,(?=(?:[^"]*"[^"]*")*[^"]*$)""",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Commas();
}
