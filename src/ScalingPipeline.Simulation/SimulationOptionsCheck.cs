namespace ScalingPipeline.Simulation;

/// <summary>Every reason why options cannot be simulated, each a part of a sentence.</summary>
internal static class SimulationOptionsCheck
{
    /// <summary>Shorter schedules have no room for warm-up, a spike and its recovery.</summary>
    private const int FewestSteps = 64;

    private const double LargestNoise = 0.5;

    public static IEnumerable<string> FaultsOf(SimulationOptions options)
    {
        if (options.Domains.Count == 0)
        {
            yield return "name at least one domain";
        }

        if (
            options.Domains.Select(domain => domain.Name).Distinct(StringComparer.Ordinal).Count()
            != options.Domains.Count
        )
        {
            yield return "a domain is named twice";
        }

        if (options.Sizes.Count == 0)
        {
            yield return "give at least one model size";
        }

        if (options.Steps.Count == 0 || options.Steps.Any(steps => steps < FewestSteps))
        {
            yield return $"give at least one schedule length, none below {FewestSteps} steps";
        }

        if (options.TokensPerStep < 1)
        {
            yield return "the tokens per step must be positive";
        }

        if (options.SeedsPerSize < 1)
        {
            yield return "the seeds per size must be at least 1";
        }

        if (options.StepNoise is not (>= 0 and <= LargestNoise))
        {
            yield return $"the step noise must lie between 0 and {LargestNoise}";
        }

        if (options.SeedNoise is not (>= 0 and <= LargestNoise))
        {
            yield return $"the seed noise must lie between 0 and {LargestNoise}";
        }

        if (options.EvaluationSequences < 2)
        {
            yield return "the evaluation set needs at least 2 sequences";
        }

        if (options.Checkpoints < 2)
        {
            yield return "a run needs at least 2 checkpoints";
        }

        if (options.Codecs.Count == 0)
        {
            yield return "name at least one codec";
        }
    }
}
