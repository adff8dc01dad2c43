using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Ingestion.Tests.Decoding;

public sealed class TrainingDecoderTests
{
    [Fact]
    public void Rows_become_a_series_ordered_by_step_of_repeated_steps_the_later_row()
    {
        var read = Read(LogFiles.Training([(3, 3.5), (1, 1.5), (2, 2.5), (3, 9.5)]));

        Assert.Equal([1L, 2L, 3L], read.Series.Step);
        Assert.Equal([1.5, 2.5, 9.5], read.Series.Loss);
        Assert.Equal([100L, 200L, 300L], read.Series.Tokens);
        Assert.All(read.Series.GradientNorm, value => Assert.True(float.IsNaN(value)));
        Assert.Equal([(1L, 3L)], read.Coverage.Ranges);
    }

    [Fact]
    public void Losses_are_converted_and_what_is_not_finite_is_missing()
    {
        var read = Read(LogFiles.Training([(1, 2), (2, double.PositiveInfinity)]), LossUnit.Bits);

        Assert.Equal([2 * Math.Log(2), double.NaN], read.Series.Loss);
    }

    [Fact]
    public void Tokens_follow_from_the_declared_tokens_of_a_step_where_they_are_not_logged() =>
        Assert.Equal([64L, 128L], Read(WithoutTokens(), perStep: 64).Series.Tokens);

    [Fact]
    public void Tokens_that_are_neither_logged_nor_declared_are_refused() =>
        Assert.StartsWith(
            "There is no column 'tokens_seen', and the run declares no 'tokens_per_step'",
            Refused(WithoutTokens())
        );

    [Fact]
    public void A_row_without_a_loss_is_passed_over_whatever_else_it_lacks_and_NaN_stays()
    {
        var read = Read(
            WithNulls([1, 2, 3, 4], [false, true, false, false], [3, 0, double.NaN, 1])
        );

        Assert.Equal([1L, 3L, 4L], read.Series.Step);
        Assert.Equal([3, double.NaN, 1], read.Series.Loss);
        Assert.Equal([1L, 3L, 4L], read.Series.Tokens);
    }

    [Fact]
    public void A_part_without_any_loss_is_refused() =>
        Assert.Equal(
            "None of the 2 rows has a 'loss'.",
            Refused(WithNulls([1, 2], [true, true], [0, 0]))
        );

    [Fact]
    public void A_negative_loss_or_step_is_refused()
    {
        Assert.StartsWith(
            "Row 1 has a loss of -2 nats",
            Refused(LogFiles.Training([(1, 1), (2, -2)]))
        );
        Assert.Equal("Row 0 has step -1.", Refused(LogFiles.Training([(-1, 1)])));
    }

    [Fact]
    public void A_part_without_rows_is_refused() =>
        Assert.Equal("The file has no rows.", Refused(LogFiles.Training([])));

    private static byte[] WithoutTokens() =>
        LogFiles.Write(
            [OutputColumn.Int32("step"), OutputColumn.Double("loss")],
            writer =>
            {
                writer.BeginRowGroup(2);
                writer.Write<int>([1, 2]);
                writer.Write<double>([2, 1]);
            }
        );

    /// <summary>Where there is no loss there are no tokens either.</summary>
    private static byte[] WithNulls(long[] steps, bool[] isNull, double[] losses) =>
        LogFiles.Write(
            [
                OutputColumn.Int64("step"),
                OutputColumn.Int64("tokens_seen", nullable: true),
                OutputColumn.Double("loss", nullable: true),
            ],
            writer =>
            {
                writer.BeginRowGroup(steps.Length);
                writer.Write<long>(steps);
                writer.Write<long>(steps, isNull);
                writer.Write<double>(losses, isNull);
            }
        );

    private static string Refused(byte[] content) =>
        Assert.Throws<LogContentException>(() => Read(content)).Message;

    private static TrainingContribution Read(
        byte[] content,
        LossUnit unit = LossUnit.Nats,
        long? perStep = null
    )
    {
        var definition = DefinitionReader.Read("toy.yaml", Bench.Toy);
        using var file = ParquetFile.Open(new MemoryByteSource(content), "f");
        var decoded = TrainingDecoder.Read(
            file,
            new TrainingMatch(definition, new PatternCaptures("", "r", null), definition.Training!),
            new RunMetadata
            {
                Run = "r",
                Domain = "toy",
                Family = "f",
                Parameters = 1,
                Unit = unit,
                TokensPerStep = perStep,
            },
            TestContext.Current.CancellationToken
        );
        return (TrainingContribution)decoded.Contribution;
    }
}
