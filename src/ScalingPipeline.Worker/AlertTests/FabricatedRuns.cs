using System.Globalization;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Runs;
using ScalingPipeline.Simulation;
using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Ladder;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>The runs of a case: simulated, or listed loss by loss.</summary>
/// <param name="Names">What expectations call them.</param>
/// <param name="Read">Makes them.</param>
internal sealed record FabricatedRuns(
    IReadOnlyList<string> Names,
    Func<CancellationToken, Task<DomainSnapshot>> Read
)
{
    public const int MostSteps = 100_000;

    private const int MostSimulatedSteps = 20_000;
    private const int MostRuns = 100;
    private const int MostEvaluations = 1_000;
    private const int MostSizes = 16;
    private const int MostSeeds = 16;
    private const int MostLayers = 1_000;
    private const int MostWidth = 100_000;
    private const double MostNoise = 0.5;
    private const double MostLoss = 1e6;

    /// <summary>Width of an attention head.</summary>
    private const int HeadWidth = 64;

    /// <summary>Healthy runs are named by their size, e.g. <c>6x384</c>, the second of a size <c>6x384-2</c>; faulty ones by their fault, or as they say.</summary>
    public static FabricatedRuns Simulated(DefinitionMapping test)
    {
        var simulate = test.Mapping(
            "simulate",
            "domain",
            "sizes",
            "seeds_per_size",
            "steps",
            "seed",
            "step_noise",
            "seed_noise",
            "faults"
        )!;
        var defaults = new SimulationOptions();
        var sizes =
            simulate.Texts("sizes", MostSizes)?.Select(size => Size(simulate, size)).ToArray()
            ?? [.. defaults.Sizes];
        var seeds = simulate.WholeNumber("seeds_per_size", 1, MostSeeds) ?? 1;
        var faults = simulate.Has("faults")
            ? simulate.Mappings("faults", "fault", "run", "with").Select(Faulty).ToArray()
            : [];
        var options = defaults with
        {
            Domains = [Answered(simulate, "domain", SimulatedDomain.Named) ?? defaults.Domains[0]],
            Sizes = sizes,
            SeedsPerSize = seeds,
            Steps = [simulate.WholeNumber("steps", 64, MostSimulatedSteps) ?? 1024],
            Seed = simulate.WholeNumber("seed", 0, int.MaxValue) ?? 1,
            StepNoise = simulate.Number("step_noise", 0, MostNoise) ?? defaults.StepNoise,
            SeedNoise = simulate.Number("seed_noise", 0, MostNoise) ?? defaults.SeedNoise,
            Faults = [.. faults.Select(f => f.Fault)],
        };
        string[] names =
        [
            .. sizes
                .OrderBy(size => size.Parameters)
                .SelectMany(size =>
                    Enumerable
                        .Range(1, seeds)
                        .Select(copy =>
                            $"{size.Layers}x{size.Width}{(copy == 1 ? "" : $"-{copy}")}"
                        )
                ),
            .. faults.Select(f => f.Run),
        ];
        Check(simulate, names);
        return new FabricatedRuns(
            names,
            cancellationToken => SimulatedRuns.ReadAsync(options, names, cancellationToken)
        );
    }

    public static FabricatedRuns Listed(DefinitionMapping test)
    {
        var items = test.Mappings(
            "runs",
            "run",
            "parameters",
            "total_steps",
            "vocabulary",
            "losses",
            "evaluations"
        );
        ListedRun[] runs = [.. items.Select(Listing)];
        string[] names = [.. runs.Select(run => run.Name)];
        Check(test, names);
        return new FabricatedRuns(names, _ => Task.FromResult(ListedRuns.Of(runs)));
    }

    private static ListedRun Listing(DefinitionMapping item)
    {
        var losses = item.Numbers("losses", MostSteps, 0, MostLoss) ?? throw item.Missing("losses");
        var evaluations = item.Has("evaluations")
            ? item.Mappings("evaluations", "step", "loss")
            : [];
        if (evaluations.Count > MostEvaluations)
        {
            throw item.Fault("evaluations", $"a run has more than {MostEvaluations} evaluations");
        }

        return new ListedRun(
            item.RequiredText("run"),
            (long)(item.Number("parameters", 1, 1e15) ?? throw item.Missing("parameters")),
            item.WholeNumber("total_steps", losses.Length, MostSteps) ?? losses.Length,
            item.WholeNumber("vocabulary", 2, int.MaxValue),
            losses,
            [
                .. evaluations.Select(e =>
                    (
                        (long)(e.WholeNumber("step", 1, MostSteps) ?? throw e.Missing("step")),
                        e.Number("loss", 0, MostLoss) ?? throw e.Missing("loss")
                    )
                ),
            ]
        );
    }

    private static (Fault Fault, string Run) Faulty(DefinitionMapping item)
    {
        var fault = Answered(item, "fault", FaultCatalogue.Named) ?? throw item.Missing("fault");
        foreach (var (name, value) in item.NumbersByName("with"))
        {
            try
            {
                fault = fault.With(name, value);
            }
            catch (ArgumentException refused)
            {
                throw item.Fault("with", refused.Message);
            }
        }

        return (fault, item.Text("run") ?? fault.Name);
    }

    private static T? Answered<T>(DefinitionMapping mapping, string key, Func<string, T> named)
        where T : class
    {
        try
        {
            return mapping.Text(key) is { } name ? named(name) : null;
        }
        catch (ArgumentException unknown)
        {
            throw mapping.Fault(key, unknown.Message.TrimEnd('.'));
        }
    }

    private static ModelShape Size(DefinitionMapping simulate, string size) =>
        size.Split('x') is [var layers, var width]
        && int.TryParse(layers, NumberStyles.None, CultureInfo.InvariantCulture, out var l)
        && int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var w)
        && l is > 0 and <= MostLayers
        && w is > 0 and <= MostWidth
            ? new ModelShape(l, w, Math.Max(1, w / HeadWidth))
            : throw simulate.Fault("sizes", $"a size is layers x width as in 6x384, not '{size}'");

    private static void Check(DefinitionMapping mapping, string[] names)
    {
        if (names.Length > MostRuns)
        {
            throw mapping.Fault("runs", $"a case has {names.Length} runs; at most {MostRuns}");
        }

        if (
            names
                .GroupBy(name => name, StringComparer.Ordinal)
                .FirstOrDefault(g => g.Count() > 1) is
            { } twice
        )
        {
            throw mapping.Fault(
                "runs",
                $"two runs are called '{twice.Key}'; name one with 'run' (sizes: list each once)"
            );
        }
    }
}
