using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Tests.Fakes;
using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Tests.Decoding;

public sealed class EvaluationRefusalTests
{
    private static readonly IReadOnlyList<TokenRow> _good = LogFiles.Evaluation(1, 4, 8);

    [Fact]
    public async Task Rows_that_repeat_a_sequence_and_position_are_refused_with_their_number_and_the_first()
    {
        var reason = await RefusedAsync(LogFiles.Tokens([.. _good, _good[9], _good[20]]));

        Assert.StartsWith(
            "2 rows repeat a sequence and position, the first is sequence 1, position 1",
            reason
        );
    }

    [Fact]
    public async Task A_repeated_row_right_after_its_original_is_refused() =>
        Assert.StartsWith(
            "1 rows repeat",
            await RefusedAsync(LogFiles.Tokens([.. _good, _good[^1]]))
        );

    [Fact]
    public async Task A_list_of_a_sequence_that_came_before_is_refused() =>
        Assert.StartsWith(
            "Row 2 gives sequence 3 again",
            await RefusedAsync(LogFiles.Lists([(3, [1f]), (4, [1f]), (3, [2f])]))
        );

    [Fact]
    public async Task A_negative_loss_is_refused_with_its_row_and_value() =>
        Assert.Equal(
            "Row 3 has a loss of -0.5 nats: a cross-entropy is never negative.",
            await RefusedAsync(LogFiles.Tokens([.. _good.Take(3), new(0, 3, -0.5)]))
        );

    [Fact]
    public async Task A_negative_loss_in_a_list_is_refused_with_its_row_and_position() =>
        Assert.StartsWith(
            "Row 1, position 2, has a loss of -1 nats",
            await RefusedAsync(LogFiles.Lists([(0, [1f, 2f]), (1, [1f, 1f, -1f])]))
        );

    [Theory]
    [InlineData(-1)]
    [InlineData((1 << 24) + 1)]
    public async Task A_position_out_of_range_is_refused(int position) =>
        Assert.Equal(
            $"Row 1 has position {position}, which is not between 0 and 16777216.",
            await RefusedAsync(LogFiles.Tokens([new(0, 0, 1), new(1, position, 1)]))
        );

    [Fact]
    public async Task A_missing_sequence_id_is_refused_with_its_row()
    {
        var file = LogFiles.Write(
            [
                OutputColumn.Int32("sequence_id", nullable: true),
                OutputColumn.Int32("position"),
                OutputColumn.Float("loss"),
            ],
            writer =>
            {
                writer.BeginRowGroup(2);
                writer.Write<int>([0, 0], [false, true]);
                writer.Write<int>([0, 1]);
                writer.Write<float>([1f, 1f]);
            }
        );

        Assert.Equal("Row 1 has no 'sequence_id'.", await RefusedAsync(file));
    }

    [Fact]
    public async Task A_missing_column_is_refused_with_the_columns_there_are()
    {
        var file = LogFiles.Write(
            [OutputColumn.Int32("sequence_id"), OutputColumn.Float("loss")],
            writer =>
            {
                writer.BeginRowGroup(1);
                writer.Write<int>([0]);
                writer.Write<float>([1f]);
            }
        );

        Assert.Equal(
            "There is no column 'position'; the file has sequence_id, loss.",
            await RefusedAsync(file)
        );
    }

    [Fact]
    public async Task A_file_without_any_loss_column_is_refused_and_told_of_both_layouts() =>
        Assert.StartsWith(
            "There is neither a column 'loss' (one row a token) nor 'losses' (one row a sequence)",
            await RefusedAsync(
                LogFiles.Write(
                    [OutputColumn.Int32("sequence_id")],
                    writer =>
                    {
                        writer.BeginRowGroup(1);
                        writer.Write<int>([0]);
                    }
                )
            )
        );

    [Fact]
    public async Task A_loss_of_whole_numbers_is_refused_never_cast() =>
        Assert.Equal(
            "Column 'loss' holds Int32 values where real numbers (FLOAT or DOUBLE) are expected.",
            await RefusedAsync(
                LogFiles.Write(
                    [
                        OutputColumn.Int32("sequence_id"),
                        OutputColumn.Int32("position"),
                        OutputColumn.Int32("loss"),
                    ],
                    writer =>
                    {
                        writer.BeginRowGroup(1);
                        writer.Write<int>([0]);
                        writer.Write<int>([0]);
                        writer.Write<int>([3]);
                    }
                )
            )
        );

    [Fact]
    public async Task A_loss_of_texts_is_refused() =>
        Assert.StartsWith(
            "Column 'loss' holds ByteArray values",
            await RefusedAsync(
                LogFiles.Write(
                    [
                        OutputColumn.Int32("sequence_id"),
                        OutputColumn.Int32("position"),
                        OutputColumn.Text("loss"),
                    ],
                    writer =>
                    {
                        writer.BeginRowGroup(1);
                        writer.Write<int>([0]);
                        writer.Write<int>([0]);
                        writer.Write<string>(["2.5"]);
                    }
                )
            )
        );

    [Fact]
    public async Task A_file_without_rows_is_refused() =>
        Assert.Equal("The file has no rows.", await RefusedAsync(LogFiles.Tokens([])));

    [Fact]
    public async Task A_file_of_empty_lists_is_refused() =>
        Assert.StartsWith(
            "The file has rows but no losses",
            await RefusedAsync(LogFiles.Lists([(0, []), (1, [])]))
        );

    [Fact]
    public async Task A_file_that_is_no_Parquet_is_set_aside_at_once() =>
        Assert.NotEmpty(await RefusedAsync(new byte[4096]));

    private static async Task<string> RefusedAsync(byte[] file)
    {
        var bench = new Bench();
        var (state, reason) = await bench.FateOfEvaluationAsync(file);
        Assert.Equal(BlobState.Quarantined, state);
        Assert.DoesNotContain(bench.Blobs.Names, name => name.StartsWith("normalized/"));
        return reason!;
    }
}
