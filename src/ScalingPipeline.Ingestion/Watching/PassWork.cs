using ScalingPipeline.Ingestion.Definitions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What a pass has to do, as its scan finds it: declarations, then the parts of runs that are declared.</summary>
/// <param name="declarations">What runs had declared before the pass.</param>
/// <param name="restedSince">Blobs that could not be read are tried again when they were set aside before this moment.</param>
internal sealed class PassWork(RunDeclarations declarations, DateTimeOffset restedSince)
{
    private readonly List<Candidate> _declarations = [];
    private readonly Dictionary<(string Domain, string Run), List<PartToRead>> _parts = [];
    private readonly HashSet<(string Domain, string Run)> _unsettled = [];

    public IReadOnlyList<Candidate> Declarations => _declarations;

    /// <summary>Runs whose parts are to be looked at once the declarations are read: these change how the parts are read, or whether.</summary>
    public IReadOnlyCollection<(string Domain, string Run)> Unsettled => _unsettled;

    /// <summary>Parts to read, but for those of unsettled runs.</summary>
    public IEnumerable<PartToRead> Parts =>
        _parts.Where(run => !_unsettled.Contains(run.Key)).SelectMany(run => run.Value);

    public async Task SortAsync(
        IReadOnlyList<Candidate> candidates,
        CancellationToken cancellationToken
    )
    {
        foreach (var candidate in candidates)
        {
            var run = (candidate.Match.Domain, candidate.Match.Run);
            if (candidate.Match is MetadataMatch)
            {
                if (NeedsReading(candidate))
                {
                    _declarations.Add(candidate);
                    _unsettled.Add(run);
                }
            }
            else if (await declarations.OfAsync(candidate, cancellationToken) is { } declared)
            {
                if (Part(candidate, declared) is { } part)
                {
                    if (!_parts.TryGetValue(run, out var parts))
                    {
                        _parts[run] = parts = [];
                    }

                    parts.Add(part);
                }
            }
            else if (candidate.IsOpen)
            {
                _unsettled.Add(run);
            }
        }
    }

    /// <summary>Whether a declaration has to be read.</summary>
    public bool NeedsReading(Candidate declaration) =>
        declaration.NeedsReading(
            ReadingHash.OfDeclaration(declaration.Match.Definition),
            restedSince
        );

    /// <summary>How a part is to be read; null when it has been.</summary>
    public PartToRead? Part(Candidate candidate, RunDeclaration declared)
    {
        var hash = ReadingHash.OfPart(candidate.Match.Definition, declared.Metadata);
        return candidate.NeedsReading(hash, restedSince)
            ? new PartToRead(candidate, declared, hash)
            : null;
    }
}

/// <summary>A part, what its run declares, and the hash of how that has it read.</summary>
internal sealed record PartToRead(Candidate Candidate, RunDeclaration Declared, string Hash);
