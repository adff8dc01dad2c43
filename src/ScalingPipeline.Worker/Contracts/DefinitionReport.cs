using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Worker.Explaining;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>What the definitions in force make of the names of a listing, and of the columns of one file of each pattern.</summary>
/// <remarks>It is shown to other programs as JSON: fields are only ever added.</remarks>
internal sealed record DefinitionReport
{
    /// <summary>One sentence for each definition that is faulty.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>In the order of the listing.</summary>
    public required IReadOnlyList<CheckedFile> Files { get; init; }

    /// <summary>Runs whose logs would wait, since nothing in the listing declares them.</summary>
    public required IReadOnlyList<UndeclaredRun> Undeclared { get; init; }

    /// <summary>For each pattern that takes a Parquet file, the columns of the last of them by name.</summary>
    public required IReadOnlyList<CheckedColumns> Columns { get; init; }

    /// <summary>Files that one definition takes.</summary>
    public int Taken => Files.Count(file => file.Match is not null);

    /// <summary>Whether something is to be mended before anything is read.</summary>
    public bool IsFaulty =>
        Problems.Count > 0
        || (Files.Count > 0 && Taken == 0)
        || Columns.Any(c => c.Columns.Refusal is not null);

    public static async Task<DefinitionReport> OfAsync(
        IBlobSource source,
        DefinitionSet definitions,
        CancellationToken cancellationToken
    )
    {
        var files = new List<CheckedFile>();
        var samples = new SortedDictionary<string, BlobItem>(StringComparer.Ordinal);
        await foreach (var blob in source.ListAsync(cancellationToken))
        {
            if (!OwnBlobs.Has(blob.Identity.Name))
            {
                var file = Check(blob.Identity.Name, definitions);
                files.Add(file);
                if (file.Match is { } match)
                {
                    samples[$"{match.File}\n{match.Pattern}"] = blob;
                }
            }
        }

        var columns = new List<CheckedColumns>();
        foreach (var sample in samples.Values)
        {
            var match = definitions.Match(sample.Identity.Name)[0];
            if (await ColumnStory.OfAsync(source, sample, match, cancellationToken) is { } story)
            {
                var by = MatchStory.Of(match);
                columns.Add(new CheckedColumns(by.File, by.Pattern, sample.Identity.Name, story));
            }
        }

        var runs = files.Select(f => f.Match).OfType<MatchStory>().ToLookup(m => (m.Domain, m.Run));
        return new DefinitionReport
        {
            Problems = definitions.Problems,
            Files = files,
            Columns = columns,
            Undeclared =
            [
                .. runs.Where(run => !run.Any(match => match.IsDeclaration))
                    .Select(run => new UndeclaredRun(run.Key.Domain, run.Key.Run)),
            ],
        };
    }

    private static CheckedFile Check(string name, DefinitionSet definitions)
    {
        var matches = definitions.Match(name).Select(MatchStory.Of).ToArray();
        return matches is [var match]
            ? new CheckedFile(name, match, Reason: null)
            : new CheckedFile(name, null, MatchStory.Sentence(name, matches, definitions));
    }
}

/// <summary>A file and what takes it.</summary>
/// <param name="Name">As listed.</param>
/// <param name="Match">The pattern that takes it; null when none does, or several would.</param>
/// <param name="Reason">Why nothing takes it; null when something does.</param>
internal sealed record CheckedFile(string Name, MatchStory? Match, string? Reason);

/// <summary>The columns of one file of those that a pattern takes.</summary>
/// <param name="File">The definition.</param>
/// <param name="Pattern">As written.</param>
/// <param name="Name">The file that was looked at.</param>
/// <param name="Columns">What the definition makes of them.</param>
internal sealed record CheckedColumns(
    string File,
    string Pattern,
    string Name,
    ColumnStory Columns
);

/// <summary>A run that has logs and no declaration.</summary>
internal sealed record UndeclaredRun(string Domain, string Run);
