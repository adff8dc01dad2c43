using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Frontier;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Tests.Simulated;

namespace ScalingPipeline.Monitoring.Tests.Studies;

/// <summary>Which sizes were trained to which lengths.</summary>
internal sealed record FrontierDesign(
    string Name,
    Func<Random, IEnumerable<(double Parameters, double Tokens)>> Runs
);

/// <summary>How often a value held the truth.</summary>
internal sealed record Held(int Count, int Of)
{
    public override string ToString() => Of == 0 ? "-" : $"{Count}/{Of}";
}

/// <summary>What became of L(C) and N_opt(C) of one design and law.</summary>
/// <param name="Floor">95 % intervals of L_inf, where L(C) is usable and has one.</param>
/// <param name="FloorOfAll">The same of a law through every run that no cheaper one beats.</param>
/// <param name="Forecast">90 % intervals of the loss at four times the compute.</param>
/// <param name="Exponent">a within two of its standard errors, where N_opt(C) is usable.</param>
/// <param name="ExponentError">Root mean square.</param>
/// <param name="ExponentErrorOfAll">The same of a line through the sizes of every run that no cheaper one beats.</param>
internal sealed record FrontierOutcome(
    Held Floor,
    Held FloorOfAll,
    Held Forecast,
    Held Exponent,
    double ExponentError,
    double ExponentErrorOfAll
);

/// <summary>L(C) and N_opt(C) of families whose final losses follow a known L(N, D) with noise, by the sizes and lengths that were trained.</summary>
internal static class FrontierStudy
{
    /// <summary>Standard deviation of ln loss from run to run.</summary>
    public const double Noise = 0.003;

    public const string Recipe = "20 tokens a parameter";
    public const string RecipeThatEnds = "the same, data end at 3e9";

    /// <summary>Hoffmann et al. 2022, eq. 10, and the fit of Besiroglu et al. 2024 to the same runs.</summary>
    public static IReadOnlyList<(string Name, ChinchillaLaw Law)> Laws { get; } =
    [
        ("Hoffmann et al.", new ChinchillaLaw(1.69, 406.4, 410.7, 0.34, 0.28)),
        ("Besiroglu et al.", new ChinchillaLaw(1.8172, 477.8, 2143.4, 0.3473, 0.3672)),
    ];

    public static IReadOnlyList<FrontierDesign> Designs { get; } =
    [
        Grid("grid 6 x 6", 1e9, 6, 2e10, 6),
        Grid("grid 8 x 8", 1e9, 8, 2e10, 8),
        Grid("grid 12 x 12", 1e9, 12, 2e10, 12),
        Grid("grid 8 x 8, D ends early", 3e9, 8, 3e9, 8),
        Grid("grid 8 x 8, N ends early", 1e8, 8, 1e11, 8),
        new("5 to 80 tokens a parameter", _ => Multiples(8, 5, 80, 5)),
        new("1 to 640 tokens a parameter", _ => Multiples(10, 1.25, 640, 10)),
        new(Recipe, _ => Multiples(12, 20, 20, 1)),
        new(RecipeThatEnds, _ => Multiples(12, 20, 20, 1).Select(r => (r.N, Math.Min(3e9, r.D)))),
        new("7 budgets of 9 sizes", _ => Budgets()),
        new(
            "60 runs at random",
            random =>
                Enumerable
                    .Range(0, 60)
                    .Select(_ =>
                        (
                            1e7 * Math.Pow(100, random.NextDouble()),
                            1e8 * Math.Pow(200, random.NextDouble())
                        )
                    )
        ),
    ];

    public static FrontierDesign Design(string name) => Designs.Single(d => d.Name == name);

    public static IReadOnlyList<FinalPoint> Runs(
        FrontierDesign design,
        ChinchillaLaw law,
        int repetition
    )
    {
        var random = new Random((repetition * 7919) + 17);
        return
        [
            .. design
                .Runs(random)
                .Select(
                    (run, i) =>
                        new FinalPoint(
                            $"run-{i:000}",
                            run.Parameters,
                            run.Tokens,
                            law.Loss(run.Parameters, run.Tokens)
                                * Math.Exp(Noise * SimulatedFamily.Normal(random))
                        )
                ),
        ];
    }

    public static IReadOnlyList<LawRecord> Fitted(IReadOnlyList<FinalPoint> runs) =>
        [
            .. new FrontierRecords(new LawContext("text", "transformer", "hash", [])).Of(
                runs,
                ChinchillaRecords.ForecastFit(runs)
            ),
        ];

    public static FrontierOutcome Measure(FrontierDesign design, ChinchillaLaw law, int repetitions)
    {
        int floors = 0,
            floorsHeld = 0,
            floorsOfAll = 0,
            floorsOfAllHeld = 0,
            forecasts = 0,
            forecastsHeld = 0,
            exponentsHeld = 0;
        List<double> errors = [],
            errorsOfAll = [];
        for (var repetition = 0; repetition < repetitions; repetition++)
        {
            var runs = Runs(design, law, repetition);
            var laws = Fitted(runs);
            Count(
                laws.First(l => l is { Law: "L(C)", Fit: LawRecords.Reporting }),
                law,
                ref floors,
                ref floorsHeld
            );
            Count(OfAll(runs), law, ref floorsOfAll, ref floorsOfAllHeld);
            if (
                laws.FirstOrDefault(l => l is { Law: "L(C)", Fit: LawRecords.Forecast })?.Next is
                { } next
            )
            {
                forecasts++;
                forecastsHeld += Holds(next.Interval, law.FrontierLoss(next.X)) ? 1 : 0;
            }

            var size = laws.Single(l => l.Law is "N_opt(C)");
            if (IsUsable(size))
            {
                errors.Add(size.Parameters["a"] - law.ParameterAllocation);
                exponentsHeld += Math.Abs(errors[^1]) <= 2 * size.StandardErrors["a"] ? 1 : 0;
            }

            errorsOfAll.Add(SizesOfAll(runs) - law.ParameterAllocation);
        }

        return new FrontierOutcome(
            new Held(floorsHeld, floors),
            new Held(floorsOfAllHeld, floorsOfAll),
            new Held(forecastsHeld, forecasts),
            new Held(exponentsHeld, errors.Count),
            RootMeanSquare(errors),
            RootMeanSquare(errorsOfAll)
        );
    }

    private static LawRecord OfAll(IReadOnlyList<FinalPoint> runs) =>
        new PowerLawRecords(new LawContext("text", "transformer", "hash", []))
            .Of(
                "C",
                condition: null,
                [.. Envelope(runs).Select((p, i) => ($"run-{i:000}", p.Compute, p.Loss))],
                next: null
            )
            .First();

    private static double SizesOfAll(IReadOnlyList<FinalPoint> runs)
    {
        var envelope = Envelope(runs);
        return PowerRelationFit
            .Fit(
                [.. envelope.Select(p => p.Compute)],
                [.. envelope.Select(p => p.Parameters)],
                "N_opt(C)"
            )
            .Law!.Value.Exponent;
    }

    private static IReadOnlyList<FrontierPoint> Envelope(IReadOnlyList<FinalPoint> runs) =>
        ComputeFrontier.LowerEnvelope(runs.Select(r => r.AtEnd));

    private static void Count(LawRecord record, ChinchillaLaw law, ref int floors, ref int held)
    {
        if (IsUsable(record) && record.Intervals.TryGetValue("L_inf", out var interval))
        {
            floors++;
            held += Holds(interval, law.E) ? 1 : 0;
        }
    }

    private static bool IsUsable(LawRecord record) => record.Status.IsUsable();

    private static bool Holds(Interval interval, double truth) =>
        interval.Low <= truth && truth <= interval.High;

    private static double RootMeanSquare(List<double> errors) =>
        errors.Count == 0 ? double.NaN : Math.Sqrt(errors.Average(e => e * e));

    private static FrontierDesign Grid(
        string name,
        double mostN,
        int sizes,
        double mostD,
        int lengths
    ) =>
        new(
            name,
            _ =>
                from n in Geometric(1e7, mostN, sizes)
                from d in Geometric(1e8, mostD, lengths)
                select (n, d)
        );

    private static IEnumerable<(double N, double D)> Multiples(
        int sizes,
        double least,
        double most,
        int lengths
    ) =>
        from n in Geometric(1e7, 1e9, sizes)
        from multiple in Geometric(least, most, lengths)
        select (n, multiple * n);

    private static IEnumerable<(double N, double D)> Budgets() =>
        from compute in Geometric(1e18, 1e21, 7)
        from k in Geometric(0.1, 10, 9)
        let n = k * 0.08 * Math.Sqrt(compute / 6)
        select (n, compute / (6 * n));

    private static IEnumerable<double> Geometric(double least, double most, int count) =>
        Enumerable
            .Range(0, count)
            .Select(i => least * Math.Pow(most / least, i / Math.Max(1, count - 1.0)));
}
