using ScalingPipeline.Simulation.Domains;
using ScalingPipeline.Simulation.Faults;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Ladder;

/// <summary>The runs of a simulation: all sizes and lengths of every domain, then one run for every fault.</summary>
internal static class LadderPlan
{
    private const int SeedRange = 10_000;

    private static readonly TimeSpan _betweenRuns = TimeSpan.FromMinutes(97);

    public static IEnumerable<RunPlan> Of(SimulationOptions options)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;

        foreach (var domain in options.Domains)
        {
            foreach (var steps in options.Steps.Order())
            {
                foreach (var shape in options.Sizes.OrderBy(size => size.Parameters))
                {
                    for (var copy = 0; copy < options.SeedsPerSize; copy++)
                    {
                        yield return Next(domain, shape, steps, fault: null, $"healthy {copy}");
                    }
                }
            }
        }

        for (var index = 0; index < options.Faults.Count; index++)
        {
            var fault = options.Faults[index];
            var domain = options.Domains[index % options.Domains.Count];
            yield return Next(
                domain,
                FaultyShape(options),
                options.Steps.Max(),
                fault,
                $"{fault.Name} {index}"
            );
        }

        RunPlan Next(
            SimulatedDomain domain,
            ModelShape shape,
            int steps,
            Fault? fault,
            string purpose
        )
        {
            var random = new SeededRandom(
                options.Seed,
                "plan",
                domain.Name,
                $"{shape.Layers}x{shape.Width}x{steps}",
                purpose
            );
            var plan = new RunPlan
            {
                Domain = domain,
                Shape = shape,
                TotalSteps = steps,
                TokensPerStep = options.TokensPerStep,
                Seed = random.NextIndex(SeedRange),
                StartedAt = options.StartedAt + (position++ * _betweenRuns),
                Offset = options.SeedNoise * random.NextNormal(),
                Fault = fault,
            };
            while (!taken.Add(plan.RunId))
            {
                plan = plan with { Seed = (plan.Seed + 1) % SeedRange };
            }

            return plan;
        }
    }

    /// <summary>The second largest: inside the range of sizes, where the siblings say most.</summary>
    private static ModelShape FaultyShape(SimulationOptions options)
    {
        var sizes = options.Sizes.OrderBy(size => size.Parameters).ToList();
        return sizes[Math.Max(0, sizes.Count - 2)];
    }
}
