using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Watching;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Whether the definitions are sound, exclude each other, and take any of the logs that are there.</summary>
internal static class DefinitionCheck
{
    private const string Check = "definitions";
    private const int Examples = 3;

    public static IEnumerable<Finding> Of(DefinitionSet definitions, IReadOnlyList<string> names)
    {
        foreach (var problem in definitions.Problems)
        {
            yield return Finding.Error(
                Check,
                problem,
                "Mend the file, or name another folder with --pipelines."
            );
        }

        if (definitions.Definitions.Count == 0)
        {
            yield break;
        }

        var files = Overlaps(definitions, names).Distinct(StringComparer.Ordinal).ToArray();
        foreach (var overlap in files)
        {
            yield return Finding.Error(
                Check,
                overlap,
                "Make the patterns exclude each other: a log that two of them take is set aside."
            );
        }

        var logs = names.Where(name => !OwnBlobs.Has(name)).ToArray();
        var taken = logs.Count(name => definitions.Match(name).Count > 0);
        if (logs.Length > 0 && taken == 0)
        {
            foreach (var name in logs.Take(Examples))
            {
                yield return Finding.Error(
                    Check,
                    $"None takes '{name}'. {NearestPattern.To(name, definitions)}",
                    "Name the logs so, or change the pattern; definition check tells of each file."
                );
            }
        }
        else if (files.Length == 0)
        {
            yield return Finding.Ok(
                Check,
                $"{definitions.Definitions.Count} definitions{(logs.Length == 0 ? "" : $" take {taken:#,0} of the {logs.Length:#,0} logs looked at")}."
            );
        }
    }

    /// <summary>Of names that are there, and of one that each pattern would take.</summary>
    private static IEnumerable<string> Overlaps(
        DefinitionSet definitions,
        IEnumerable<string> names
    ) =>
        definitions
            .Definitions.SelectMany(d => d.Patterns)
            .Select(pattern => pattern.Example)
            .Concat(names)
            .Select(name => (Name: name, Matches: definitions.Match(name)))
            .Where(found => found.Matches.Count > 1)
            .GroupBy(
                found =>
                    string.Join(
                        " and ",
                        found
                            .Matches.Select(m => m.Definition.File)
                            .Distinct(StringComparer.Ordinal)
                    ),
                StringComparer.Ordinal
            )
            .Select(overlap =>
                $"More than one pattern of {overlap.Key} takes '{overlap.First().Name}'."
            );
}
