using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Movement;

/// <summary>Final losses of a family over sizes and lengths, each run with a lasting offset, and its laws on the evening before and on the night after some more runs ended.</summary>
internal sealed record GrowingDomain
{
    public const string Name = "growing";

    private static readonly DateTimeOffset _evening = new(2026, 3, 1, 20, 0, 0, TimeSpan.Zero);
    private static readonly double[] _sizes = [2e6, 6e6, 2e7, 6e7, 2e8, 6e8];
    private static readonly double[] _lengths = [2e8, 6e8, 2e9, 6e9];

    public required int Seed { get; init; }

    public int Before { get; init; } = 16;

    public int Entering { get; init; } = 4;

    /// <summary>SD of ln loss from run to run; .005 to .02 was measured on small models.</summary>
    public double Offset { get; init; } = 0.01;

    public ChinchillaLaw Law { get; init; } = new(1.7, 400, 410, 0.34, 0.28);

    /// <summary>The law of the entering runs. Default: the same.</summary>
    public ChinchillaLaw? Later { get; init; }

    public IReadOnlyList<FinalPoint> Evening() => [.. Points().Take(Before)];

    public IReadOnlyList<FinalPoint> Night() => [.. Points().Take(Before + Entering)];

    public static IReadOnlyList<LawRecord> Laws(IReadOnlyList<FinalPoint> points) =>
        [
            new ChinchillaRecords(new LawContext(Name, "transformer", "hash", [])).Record(
                points,
                ChinchillaFit.Fit(ChinchillaRecords.Data(points), FitOptions.Reporting)
            ),
        ];

    /// <summary>L(N) of runs of one length: none but sizes.</summary>
    public static IReadOnlyList<LawRecord> LawsOfSizes(IReadOnlyList<FinalPoint> points) =>
        [
            new PowerLawRecords(new LawContext(Name, "transformer", "hash", []))
                .Of("N", "one length", [.. points.Select(p => (p.Run, p.Parameters, p.Loss))], null)
                .First(),
        ];

    /// <summary>Runs of one length, of so many sizes spread over two decades and a half.</summary>
    public static IReadOnlyList<FinalPoint> OfSizes(int seed, int sizes, double offset)
    {
        var random = new Random(seed);
        var law = new PowerLaw(1.6, 3e5, 0.2);
        return
        [
            .. Enumerable
                .Range(0, sizes)
                .OrderBy(_ => random.NextDouble())
                .Select(i =>
                {
                    var n = 2e6 * Math.Pow(10, 2.5 * i / (sizes - 1));
                    return new FinalPoint(
                        $"run-{i:00}",
                        n,
                        2e9,
                        law.Loss(n) * Math.Exp(offset * SimulatedFamily.Normal(random))
                    );
                }),
        ];
    }

    public static StoredAnalysis Stored(IReadOnlyList<LawRecord> laws) =>
        new(
            new DomainAnalysis
            {
                Domain = Name,
                Snapshot = "before",
                Laws = laws,
                Runs = [],
                Conditions = [],
                Remarks = [],
            },
            _evening
        );

    private IEnumerable<FinalPoint> Points()
    {
        var random = new Random(Seed);
        var cells = _sizes
            .SelectMany(n => _lengths.Select(d => (N: n, D: d)))
            .OrderBy(_ => random.NextDouble())
            .ToArray();
        for (var i = 0; i < Before + Entering; i++)
        {
            var (n, d) = cells[i % cells.Length];
            var law = i < Before ? Law : Later ?? Law;
            yield return new FinalPoint(
                $"run-{i:00}",
                n,
                d,
                law.Loss(n, d) * Math.Exp(Offset * SimulatedFamily.Normal(random))
            );
        }
    }
}
