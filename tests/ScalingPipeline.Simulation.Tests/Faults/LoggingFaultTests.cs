using ScalingPipeline.Parquet;
using ScalingPipeline.Simulation.Faults;

namespace ScalingPipeline.Simulation.Tests.Faults;

public sealed class LoggingFaultTests
{
    [Fact]
    public void Bits_are_nats_over_ln_2_in_training_and_evaluation()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new LoggedInBits());

        Assert.All(
            faulty
                .TrainingColumn<float>("loss")
                .Zip(
                    healthy.TrainingColumn<float>("loss"),
                    (bits, nats) => bits * Math.Log(2) / nats
                ),
            ratio => Assert.Equal(1, ratio, 1e-6)
        );
        Assert.Equal(
            healthy.FinalEvaluationLoss(),
            faulty.FinalEvaluationLoss() * Math.Log(2),
            1e-6
        );
    }

    [Fact]
    public void Sums_start_at_the_context_length_times_the_uniform_prediction()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new SumsInsteadOfMeans());
        var first = faulty.TrainingColumn<float>("loss")[0];

        Assert.InRange(first / faulty.Plan.Domain.InitialLoss / 128, 0.96, 1.04);
        Assert.Equal(healthy.FinalEvaluationLoss(), faulty.FinalEvaluationLoss(), 1e-9);
    }

    [Fact]
    public void The_wrong_counter_is_too_small_by_one_factor_from_first_to_last()
    {
        var (faulty, _) = SmallLadder.WithAndWithout(new TokenCounterWrong());

        Assert.All(
            faulty
                .TrainingColumn<long>("tokens_seen")
                .Zip(faulty.TrainingColumn<long>("step"), (tokens, step) => tokens * 8 / step),
            tokensPerStep => Assert.Equal(faulty.Plan.TokensPerStep, tokensPerStep)
        );
    }

    [Fact]
    public void The_labelled_share_of_losses_is_NaN_and_the_rest_is_untouched()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new NanRows());
        var losses = faulty.EvaluationFiles()[^1].EvaluationLosses();
        var without = healthy.EvaluationFiles()[^1].EvaluationLosses();

        Assert.InRange(losses.Count(float.IsNaN) / (double)losses.Length, 0.05, 0.07);
        Assert.InRange(faulty.TrainingColumn<float>("loss").Count(float.IsNaN) / 512.0, 0.03, 0.1);
        Assert.All(
            losses.Zip(without).Where(pair => !float.IsNaN(pair.First)),
            pair => Assert.Equal(pair.Second, pair.First)
        );
    }

    [Fact]
    public void The_duplicated_part_has_the_bytes_of_the_second_under_the_next_name()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new DuplicatedPart());
        var parts = faulty.TrainingFiles();
        var without = healthy.TrainingFiles();

        Assert.Equal(without.Count + 1, parts.Count);
        Assert.EndsWith($"train/part-{without.Count:00000}.parquet", parts[^1].Path);
        Assert.Equal(parts[1].Bytes(), parts[^1].Bytes());
        Assert.Equal(parts[1].Column<long>("step"), parts[^1].Column<long>("step"));
    }

    [Fact]
    public void The_missing_part_leaves_a_gap_inside_the_run()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new MissingPart());
        var steps = faulty.TrainingColumn<long>("step");

        Assert.Equal(healthy.TrainingFiles().Count - 1, faulty.TrainingFiles().Count);
        Assert.Equal((1, 512), (steps[0], steps[^1]));
        Assert.Equal(healthy.TrainingFiles()[1].Column<long>("step").Length, 512 - steps.Length);
    }

    [Fact]
    public void The_half_written_file_begins_as_Parquet_and_is_refused()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new HalfWrittenFile());
        var bytes = faulty.TrainingFiles()[^1].Bytes();
        var whole = healthy.TrainingFiles()[^1].Bytes();

        Assert.Equal(whole[..bytes.Length], bytes);
        Assert.InRange(bytes.Length / (double)whole.Length, 0.59, 0.6);
        Assert.Throws<ParquetException>(() => faulty.TrainingFiles()[^1].Open());
        Assert.All(faulty.TrainingFiles().SkipLast(1), part => part.Open().Dispose());
    }

    [Fact]
    public void The_truncated_log_ends_a_part_early_and_the_evaluations_go_on()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new TruncatedLog());

        Assert.Equal(healthy.TrainingFiles().Count - 1, faulty.TrainingFiles().Count);
        Assert.Equal(healthy.EvaluationFiles().Count, faulty.EvaluationFiles().Count);
    }

    [Fact]
    public void An_evaluation_counted_twice_has_twice_the_sequences_and_the_same_mean()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new EvaluationCountedTwice());
        var file = faulty.EvaluationFiles()[^1];

        Assert.Equal(2 * 64, file.Column<int>("sequence_id").Distinct().Count());
        Assert.Equal(healthy.FinalEvaluationLoss(), faulty.FinalEvaluationLoss(), 1e-9);
    }

    [Fact]
    public void Rows_out_of_order_keep_step_and_tokens_and_turn_the_clock_back()
    {
        var (faulty, healthy) = SmallLadder.WithAndWithout(new RowsOutOfOrder());
        var elapsed = faulty.TrainingColumn<float>("elapsed_s");
        var losses = healthy.TrainingColumn<float>("loss");

        Assert.Equal(
            healthy.TrainingColumn<long>("tokens_seen"),
            faulty.TrainingColumn<long>("tokens_seen")
        );
        Assert.Single(Enumerable.Range(1, elapsed.Length - 1), i => elapsed[i] < elapsed[i - 1]);
        Assert.Equal(
            [.. losses[..102], .. losses[204..306], .. losses[102..204], .. losses[306..]],
            faulty.TrainingColumn<float>("loss")
        );
    }
}
