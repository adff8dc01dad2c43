using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>A domain whose runs follow L = LInf + (N0/N)^Alpha + (D0/D)^0.4 with one per mille of noise.</summary>
internal sealed record SampleDomain(string Name)
{
    private const long TokensPerStep = 2048;
    private const int Context = 128;

    public int Runs { get; init; } = 7;

    public int Checkpoints { get; init; } = 20;

    public double LInf { get; init; } = 1.1;

    public double Alpha { get; init; } = 0.26;

    public int Seed { get; init; } = 1;

    /// <summary>The index of the run that is 12 per cent above the trend; none when negative.</summary>
    public int Deviating { get; init; } = -1;

    public Func<int, string> RunName { get; init; } = i => $"run-{i:000}";

    public string Family { get; init; } = "transformer";

    public bool Fitted { get; init; } = true;

    public bool HasPrevious { get; init; } = true;

    private const double N0 = 1800;
    private const double D0 = 30_000;
    private const long Steps = 2560;

    public DomainReport Build()
    {
        var noise = new Random(Seed);
        var runs = Enumerable.Range(0, Runs).Select(i => Run(i, noise)).ToList();
        var snapshot = new DomainSnapshot
        {
            Domain = Name,
            EvaluationSet = "held-out",
            ReferenceContext = 0,
            Runs = runs,
            Hash = new string('a', 64),
        };
        return new DomainReport(
            snapshot,
            Analysis(snapshot, Alpha),
            HasPrevious ? Analysis(snapshot, Alpha * 1.02) : null
        );
    }

    private long Size(int i) =>
        Runs == 1 ? 3072 : (long)(3072 * Math.Pow(100, (double)i / (Runs - 1)));

    private double Loss(double n, double d, double alpha) =>
        LInf + Math.Pow(N0 / n, alpha) + Math.Pow(D0 / d, 0.4);

    private Run Run(int i, Random noise)
    {
        var factor = (i == Deviating ? 1.12 : 1) * (1 + (0.001 * ((2 * noise.NextDouble()) - 1)));
        var n = Size(i);
        return new Run
        {
            Metadata = new RunMetadata
            {
                Run = RunName(i),
                Domain = Name,
                Family = Family,
                Parameters = n,
                TokensPerStep = TokensPerStep,
                TotalSteps = Steps,
                ContextLength = Context,
                Unit = LossUnit.Nats,
            },
            Training = TrainingSeries.Empty,
            Evaluations =
            [
                .. Enumerable
                    .Range(1, Checkpoints)
                    .Select(k =>
                        Checkpoint(
                            k * Steps / Checkpoints,
                            n,
                            factor * (1 + (0.004 * noise.NextDouble()))
                        )
                    ),
            ],
        };
    }

    private EvaluationCheckpoint Checkpoint(long step, long n, double factor) =>
        SampleEvaluation.At(step, factor * Loss(n, step * TokensPerStep, Alpha), Context);

    private DomainAnalysis Analysis(DomainSnapshot snapshot, double alpha) =>
        new()
        {
            Domain = Name,
            Snapshot = snapshot.Hash,
            Laws = Fitted ? [.. SampleLaws.Of(snapshot, alpha, Loss)] : [],
            Runs = [.. snapshot.Runs.Select((r, i) => Assess(snapshot, r, alpha, i))],
            Conditions = [.. snapshot.Runs.Where((_, i) => i == Deviating).Select(Condition)],
            Remarks = ["Thresholds rest on 6 healthy runs; the smallest visible effect is 1.4 %."],
        };

    private RunAssessment Assess(DomainSnapshot snapshot, Run run, double alpha, int i)
    {
        var last = run.EvaluationsOn(snapshot.EvaluationSet).LastOrDefault();
        var observed = last?.All.Mean.Value ?? double.NaN;
        var expected = Loss(run.Metadata.Parameters, Steps * TokensPerStep, alpha) * 1.002;
        var interval = new Interval(0.9, expected * 0.985, expected * 1.015);
        return new RunAssessment
        {
            Run = run.Name,
            Family = run.Metadata.Family,
            Parameters = run.Metadata.Parameters,
            Tokens = Steps * TokensPerStep,
            Progress = 1,
            Observed = observed,
            StandardError = last?.All.StandardError ?? double.NaN,
            Expected = Runs > 2 ? expected : null,
            Interval = Runs > 2 ? interval : null,
            Basis =
                Runs > 2
                    ? "Law of the family through the other runs at D = 5,242,880."
                    : "Fewer than two siblings: no trend can be expected.",
            References = [],
            Terms =
                Runs > 2
                    ? new RunTerms(LInf, 0.02, 0.31, 0.21 * (1 + i), (Bottleneck)(i % 3))
                    : null,
            TermsBasis =
                Runs > 2
                    ? "by L(N,D) of 12 runs"
                    : "not identified: L(N, D) needs at least 3 values of D.",
            End = Runs > 2 ? new TrainingEnd(-0.11, -0.12, 0.004, 6, (EndVerdict)(i % 3)) : null,
            Forecast =
                Runs > 2 && i > 2
                    ? new RunForecast(
                        new LawForecast(
                            run.Metadata.Parameters,
                            double.NaN,
                            expected,
                            new Interval(0.9, expected * 0.96, expected * 1.04),
                            0.4,
                            "leave-larger-out"
                        ),
                        "L(N)",
                        i,
                        observed
                    )
                    : null,
        };
    }

    private AlertCondition Condition(Run run) =>
        new()
        {
            Domain = Name,
            Run = run.Name,
            Code = AlertCodes.FinalLoss,
            Severity = AlertSeverity.Critical,
            Confirmed = true,
            Expected = 1.7,
            Observed = 1.9,
            Interval = new Interval(0.9, 1.66, 1.74),
            SinceStep = 1280,
            Message = "The final loss is 12 % above what six siblings predict.",
            Cause = "Learning rate too high for this size, likely.",
            NextStep = "Compare the learning rate with the siblings'.",
            Evidence = "6 healthy runs; effects above 1.4 % are seen.",
        };
}
