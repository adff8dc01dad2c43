using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>
/// The facts of a domain whose definition is gone: the evaluation set that most runs have (ties to the first by name), and the
/// shortest declared context.
/// </summary>
public static class DomainFactsFallback
{
    public static DomainFacts From(IReadOnlyCollection<Run> runs)
    {
        var set =
            runs.SelectMany(run =>
                    run.Evaluations.Select(e => e.Set).Distinct(StringComparer.Ordinal)
                )
                .GroupBy(name => name, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .FirstOrDefault()
                ?.Key
            ?? "eval";
        var contexts = runs.Select(run => run.Metadata.ContextLength ?? 0).Where(n => n > 0);
        return new DomainFacts(set, contexts.DefaultIfEmpty(0).Min());
    }
}
