using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Units;

namespace ScalingPipeline.Reporting.Tests;

/// <summary>A domain of runs of every size and length, powers of two, whose losses follow L(N, D) with noise; analysed as the service does.</summary>
internal sealed record GridDomain(string Name)
{
    public static ChinchillaLaw Law { get; } = new(1.2, 40, 60, 0.34, 0.28);

    private const long TokensPerStep = 2048;
    private const int Context = 64;

    public int Sizes { get; init; } = 7;

    public int Lengths { get; init; } = 6;

    public int Checkpoints { get; init; } = 8;

    /// <summary>Largest relative error of a final loss.</summary>
    public double Noise { get; init; } = 0.002;

    public Func<int, int, string> RunName { get; init; } = (size, length) => $"n{size}-d{length}";

    /// <summary>Domains of 200 runs with 50 checkpoints and names as long as real ones; analysed once.</summary>
    public static IEnumerable<DomainReport> Large(int domains)
    {
        var one = new GridDomain("grid")
        {
            Sizes = 20,
            Lengths = 10,
            Checkpoints = 50,
            RunName = (size, length) => $"lang-tf-n{size:000000}-d{length:0000}k-s6412",
        }.Build();
        return Enumerable
            .Range(1, domains)
            .Select(i => new DomainReport(
                one.Snapshot with
                {
                    Domain = $"domain-{i}",
                },
                one.Analysis with
                {
                    Domain = $"domain-{i}",
                },
                one.Analysis
            ));
    }

    public DomainReport Build()
    {
        var noise = new Random(5);
        var runs =
            from size in Enumerable.Range(0, Sizes)
            from length in Enumerable.Range(0, Lengths)
            select One(size, length, 1 + (Noise * ((2 * noise.NextDouble()) - 1)));
        var snapshot = new DomainSnapshot
        {
            Domain = Name,
            EvaluationSet = "held-out",
            ReferenceContext = 0,
            Runs = [.. runs.OrderBy(r => r.Name, StringComparer.Ordinal)],
            Hash = new string('b', 64),
        };
        return new DomainReport(snapshot, DomainRefit.Analyse(snapshot), Previous: null);
    }

    private Run One(int size, int length, double factor)
    {
        var n = 1L << (12 + size);
        var steps = 1L << (7 + length);
        return new Run
        {
            Metadata = new RunMetadata
            {
                Run = RunName(size, length),
                Domain = Name,
                Family = "transformer",
                Parameters = n,
                TokensPerStep = TokensPerStep,
                TotalSteps = steps,
                ContextLength = Context,
                Unit = LossUnit.Nats,
            },
            Training = TrainingSeries.Empty,
            Evaluations =
            [
                .. Enumerable
                    .Range(1, Checkpoints)
                    .Select(k => Evaluated(n, k * steps / Checkpoints, factor)),
            ],
        };
    }

    private static EvaluationCheckpoint Evaluated(long n, long step, double factor) =>
        SampleEvaluation.At(step, factor * Law.Loss(n, step * TokensPerStep), Context);
}
