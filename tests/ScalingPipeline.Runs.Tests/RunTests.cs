using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Runs.Tests;

public sealed class RunTests
{
    [Fact]
    public void Tokens_are_counted_by_the_declared_step_or_else_by_the_log()
    {
        Assert.Equal(300, Example(tokensPerStep: 100).TokensAt(3));
        Assert.Equal(70, Example(tokensPerStep: null).TokensAt(3));
        Assert.Null(Example(tokensPerStep: null).TokensAt(2));
    }

    [Fact]
    public void The_final_evaluation_is_the_one_at_the_end_of_the_schedule()
    {
        Assert.Equal(20, Example(totalSteps: 20).FinalEvaluation("a")!.Step);
        Assert.Null(Example(totalSteps: 22).FinalEvaluation("a"));
        Assert.Null(Example(totalSteps: null).FinalEvaluation("a"));
        Assert.Null(Example(totalSteps: 20).FinalEvaluation("b"));
    }

    [Fact]
    public void A_log_that_counts_from_0_ends_one_step_before_the_schedule() =>
        Assert.Equal(20, Example(totalSteps: 21).FinalEvaluation("a")!.Step);

    [Fact]
    public void An_evaluation_far_beyond_the_schedule_is_not_its_end()
    {
        Assert.NotNull(Example(totalSteps: 20).FinalEvaluation("a"));
        Assert.Null(Example(totalSteps: 12).FinalEvaluation("a"));
    }

    [Fact]
    public void Tokens_beyond_counting_are_unknown_not_wrapped()
    {
        Assert.Null(Example(tokensPerStep: long.MaxValue / 2).TokensAt(20));
        Assert.Null(Example(tokensPerStep: long.MaxValue / 2).Metadata.PlannedTokens);
    }

    private static Run Example(long? tokensPerStep = 100, long? totalSteps = 20) =>
        new()
        {
            Metadata = new RunMetadata
            {
                Run = "r",
                Domain = "d",
                Family = "f",
                Parameters = 50,
                Unit = LossUnit.Nats,
                TokensPerStep = tokensPerStep,
                TotalSteps = totalSteps,
            },
            Training = TrainingSeries.Empty with
            {
                Step = [1, 3],
                Tokens = [30, 70],
                Loss = [2, 1],
            },
            Evaluations =
            [
                new EvaluationCheckpoint
                {
                    Set = "a",
                    Step = 10,
                    All = default,
                    Profile = PositionProfile.Empty,
                },
                new EvaluationCheckpoint
                {
                    Set = "a",
                    Step = 20,
                    All = default,
                    Profile = PositionProfile.Empty,
                },
                new EvaluationCheckpoint
                {
                    Set = "b",
                    Step = 10,
                    All = default,
                    Profile = PositionProfile.Empty,
                },
            ],
        };
}
