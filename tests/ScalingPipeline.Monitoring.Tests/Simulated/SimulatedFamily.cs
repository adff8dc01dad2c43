using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Monitoring.Tests.Simulated;

/// <summary>
/// Runs of one family drawn from L(N, progress) with the noise measured on real small models: a lasting offset of each run, and
/// 3 % scatter from step to step.
/// </summary>
internal sealed record SimulatedFamily
{
    public int Seed { get; init; } = 1;

    public IReadOnlyList<long> Sizes { get; init; } = [3_072, 9_600, 24_576, 49_152, 82_944];

    public long Steps { get; init; } = 800;

    /// <summary>SD of the lasting offset of ln loss.</summary>
    public double RunOffset { get; init; } = 0.01;

    public double StepScatter { get; init; } = 0.03;

    public const int Vocabulary = 256;
    public const int Context = 32;
    public const int TokensPerStep = 2_048;

    public IReadOnlyList<Run> Runs() =>
        [.. Sizes.Select((size, i) => Healthy($"run-{i}-n{size}", size, i))];

    public Run Healthy(string name, long size, int index)
    {
        var random = new Random((Seed * 1_000) + index);
        var offset = RunOffset * Normal(random);
        var steps = Enumerable.Range(1, (int)Steps).Select(s => (long)s).ToArray();
        var losses = steps
            .Select(s => Loss(size, s) * Math.Exp(offset + (StepScatter * Normal(random))))
            .ToArray();
        return new Run
        {
            Metadata = Metadata(name, size),
            Training = new TrainingSeries
            {
                Step = steps,
                Tokens = [.. steps.Select(s => s * TokensPerStep)],
                Loss = losses,
                LearningRate = [.. steps.Select(s => (float)Rate(size, s))],
                GradientNorm = [.. steps.Select(_ => 1f)],
                ElapsedSeconds = [.. steps.Select(s => (float)s)],
            },
            Evaluations =
            [
                .. new[] { 0.1, 0.3, 0.5, 0.75, 1.0 }
                    .Select(f => (long)(f * Steps))
                    .Select(s => Evaluated(s, Loss(size, s) * Math.Exp(offset))),
            ],
        };
    }

    public RunMetadata Metadata(string name, long size) =>
        new()
        {
            Run = name,
            Domain = "simulated",
            Family = "transformer",
            Parameters = size,
            ContextLength = Context,
            VocabularySize = Vocabulary,
            TokensPerStep = TokensPerStep,
            TotalSteps = Steps,
            PeakLearningRate = PeakRate(size),
            Schedule = "cosine",
            Unit = LossUnit.Nats,
        };

    /// <summary>From ln(vocabulary) down to 1.2 + (1800/N)^.25 by a power of the step, and a little more at the end of the decay.</summary>
    public double Loss(long size, double step)
    {
        var end = 1.2 + Math.Pow(1_800.0 / size, 0.25);
        var start = Math.Log(Vocabulary);
        var share = Math.Pow(1 + (step / (0.01 * Steps)), -0.8);
        return end + ((start - end) * share);
    }

    public static EvaluationCheckpoint Evaluated(long step, double mean)
    {
        const int sequences = 64;
        var bucket = new LossStatistics
        {
            Sum = mean * sequences,
            SumOfSquares = mean * mean * sequences,
            Tokens = sequences,
            Sequences = sequences,
            SequenceSquares = mean * mean * sequences,
            SequenceProducts = mean * sequences,
            SequenceTokenSquares = sequences,
        };
        return new EvaluationCheckpoint
        {
            Set = "held-out",
            Step = step,
            All = new LossStatistics
            {
                Sum = mean * sequences * Context,
                Tokens = sequences * Context,
                Sequences = sequences,
                SequenceSquares = sequences * Math.Pow(mean * Context * 1.01, 2),
                SequenceProducts = sequences * mean * Context * Context,
                SequenceTokenSquares = sequences * (double)(Context * Context),
            },
            Profile = new PositionProfile([.. Enumerable.Repeat(bucket, Context)]),
        };
    }

    private static double PeakRate(long size) => 0.2 * Math.Pow(size, -0.35);

    private double Rate(long size, long step) =>
        PeakRate(size) * (0.05 + (0.475 * (1 + Math.Cos(Math.PI * step / Steps))));

    /// <summary>Standard normal by Box and Muller.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()))
        * Math.Cos(2 * Math.PI * random.NextDouble());
}
