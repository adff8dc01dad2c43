using ScalingPipeline.Parquet;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Simulation.Tests.Files;

public sealed class LogLayoutTests
{
    private static readonly IReadOnlyList<SimulatedRun> _runs = SimulatedLadder.Runs(
        SmallLadder.Options with
        {
            SeedsPerSize = 3,
        }
    );

    [Fact]
    public void Training_columns_are_those_of_the_real_logs()
    {
        using var real = ParquetFile.Open(
            SharedData.PathOrSkip(
                "ladder/math/math-tf-n24576-d5242k-s2702/train/part-00000.parquet"
            )
        );
        using var simulated = _runs[0].TrainingFiles()[0].Open();

        Assert.Equal(Columns(real), Columns(simulated));
    }

    [Theory]
    [InlineData("math/math-tf-n3072-d5242k-s8198", "math", true)]
    [InlineData("language/lang-tf-n24576-d5242k-s6412", "language", true)]
    [InlineData("language/lang-tf-n9600-d5242k-s7257", "language", null)]
    [InlineData("math/math-tf-n24576-d5242k-s2702", "math", null)]
    public void Evaluation_columns_are_those_of_the_real_logs(
        string run,
        string domain,
        bool? lists
    )
    {
        using var real = ParquetFile.Open(
            SharedData.PathOrSkip($"ladder/{run}/eval/step-002560.parquet")
        );
        var isList = real.Column("losses") is not null;
        Assert.Equal(lists ?? isList, isList);

        using var simulated = _runs
            .Where(candidate => candidate.Domain == domain)
            .Select(candidate => candidate.EvaluationFiles()[0].Open())
            .First(file => file.Column("losses") is not null == isList);

        Assert.Equal(Columns(real), Columns(simulated));
    }

    [Fact]
    public void Token_rows_go_through_every_sequence_position_by_position()
    {
        var file = _runs
            .Select(run => run.EvaluationFiles()[0])
            .First(candidate =>
            {
                using var parquet = candidate.Open();
                return parquet.Column("position") is not null;
            });

        Assert.Equal(
            Enumerable.Range(0, 64 * 128).Select(i => i / 128),
            file.Column<int>("sequence_id")
        );
        Assert.Equal(
            Enumerable.Range(0, 64 * 128).Select(i => i % 128),
            file.Column<int>("position")
        );
    }

    [Fact]
    public void Codecs_layouts_and_numbers_of_parts_differ_between_runs()
    {
        var parts = _runs.Select(run => run.TrainingFiles().Count).ToList();
        var codecs = _runs.Select(run => Codec(run.TrainingFiles()[0])).ToList();

        Assert.Equal([3, 4, 5, 6], parts.Distinct().Order());
        Assert.Equal(
            [CompressionCodec.Snappy, CompressionCodec.Gzip, CompressionCodec.Zstd],
            codecs.Distinct().Order()
        );
    }

    [Fact]
    public void Training_parts_join_without_gap_or_overlap() =>
        Assert.All(
            _runs,
            run =>
                Assert.Equal(
                    Enumerable.Range(1, 512).Select(step => (long)step),
                    run.TrainingColumn<long>("step")
                )
        );

    private static CompressionCodec Codec(Simulation.Files.SimulatedFile file)
    {
        using var parquet = file.Open();
        return parquet.RowGroups[0].Columns[0].Codec;
    }

    private static IEnumerable<(string, PhysicalType, bool)> Columns(ParquetFile file) =>
        file.Schema.Columns.Select(column => (column.Name, column.PhysicalType, column.IsList));
}
