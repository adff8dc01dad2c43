using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>Runs whose losses a case lists, in nats per token.</summary>
internal static class ListedRuns
{
    public const string Domain = "listed";

    private const string Set = "held-out";
    private const int TokensPerStep = 1 << 19;
    private const int EvaluatedTokens = 8192;

    public static DomainSnapshot Of(IEnumerable<ListedRun> runs) =>
        new()
        {
            Domain = Domain,
            EvaluationSet = Set,
            ReferenceContext = 0,
            Runs = [.. runs.Select(Of).OrderBy(run => run.Name, StringComparer.Ordinal)],
            Hash = Domain,
        };

    private static Run Of(ListedRun run)
    {
        var steps = Enumerable.Range(1, run.Losses.Length).Select(step => (long)step).ToArray();
        return new Run
        {
            Metadata = new RunMetadata
            {
                Run = run.Name,
                Domain = Domain,
                Family = "transformer",
                Parameters = run.Parameters,
                VocabularySize = run.Vocabulary,
                TokensPerStep = TokensPerStep,
                TotalSteps = run.TotalSteps,
                Unit = LossUnit.Nats,
            },
            Training = new TrainingSeries
            {
                Step = steps,
                Tokens = Array.ConvertAll(steps, step => step * TokensPerStep),
                Loss = run.Losses,
                LearningRate = Unknown(steps),
                GradientNorm = Unknown(steps),
                ElapsedSeconds = Unknown(steps),
            },
            Evaluations = [.. run.Evaluations.OrderBy(e => e.Step).Select(e => Of(e.Step, e.Loss))],
        };
    }

    private static EvaluationCheckpoint Of(long step, double loss) =>
        new()
        {
            Set = Set,
            Step = step,
            All = new LossStatistics
            {
                Sum = loss * EvaluatedTokens,
                SumOfSquares = loss * loss * EvaluatedTokens,
                Tokens = EvaluatedTokens,
            },
            Profile = PositionProfile.Empty,
        };

    private static float[] Unknown(long[] steps) => Array.ConvertAll(steps, _ => float.NaN);
}

/// <param name="Name">As expectations name it.</param>
/// <param name="Parameters">N.</param>
/// <param name="TotalSteps">Of the schedule.</param>
/// <param name="Vocabulary">Null when not declared.</param>
/// <param name="Losses">One for each step from the first on.</param>
/// <param name="Evaluations">On the held-out set.</param>
internal sealed record ListedRun(
    string Name,
    long Parameters,
    long TotalSteps,
    int? Vocabulary,
    double[] Losses,
    (long Step, double Loss)[] Evaluations
);
