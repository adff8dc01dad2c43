using ScalingPipeline.Simulation.Bulk;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Simulation.Tests.Bulk;

public sealed class BulkLogsTests
{
    [Fact]
    public void The_asked_rows_are_spread_over_the_asked_files()
    {
        var files = BulkLogs
            .Files(
                new BulkOptions
                {
                    Rows = 100_000,
                    Files = 3,
                    RowGroupRows = 10_000,
                }
            )
            .Where(file => file.Path.Contains("/eval/", StringComparison.Ordinal))
            .ToList();

        Assert.Equal(3, files.Count);
        Assert.All(
            files,
            file =>
            {
                using var parquet = file.Open();
                Assert.InRange(parquet.RowCount, 33_334, 33_334 + 127);
                Assert.Equal(0, parquet.RowCount % 128);
                Assert.Equal(4, parquet.RowGroups.Count);
            }
        );
    }

    [Fact]
    public void Sequences_stay_whole_across_row_groups()
    {
        var file = BulkLogs.Files(new BulkOptions { Rows = 300_000, RowGroupRows = 1_000 })[^1];
        var sequences = file.Column<int>("sequence_id");
        var positions = file.Column<int>("position");

        Assert.Equal(Enumerable.Range(0, sequences.Length).Select(i => i / 128), sequences);
        Assert.Equal(Enumerable.Range(0, sequences.Length).Select(i => i % 128), positions);
        Assert.All(file.Column<float>("loss"), loss => Assert.InRange(loss, 1e-9f, 200f));
    }

    [Fact]
    public void The_same_options_write_the_same_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        var options = new BulkOptions { Rows = 50_000, Files = 2 };

        BulkLogs.Write(options, first.Path);
        var bytes = BulkLogs.Write(options, second.Path);

        var written = Directory.GetFiles(second.Path, "*", SearchOption.AllDirectories);
        Assert.Equal(written.Sum(path => new FileInfo(path).Length), bytes);
        Assert.All(
            written,
            path =>
                Assert.Equal(
                    File.ReadAllBytes(
                        Path.Combine(first.Path, Path.GetRelativePath(second.Path, path))
                    ),
                    File.ReadAllBytes(path)
                )
        );
    }

    [Fact]
    public void Rows_must_be_positive() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            BulkLogs.Files(new BulkOptions { Rows = 0 })
        );
}
