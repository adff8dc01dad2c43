using ScalingPipeline.Ingestion.Definitions;

namespace ScalingPipeline.Ingestion.Watching;

/// <summary>What a pass has to do, as its scan finds it: declarations, then the parts of runs that are declared.</summary>
/// <param name="declarations">What runs had declared before the pass.</param>
/// <param name="reading">Says what has to be read.</param>
internal sealed class PassWork(RunDeclarations declarations, ReadingRule reading)
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
                if (reading.NeedsReading(candidate))
                {
                    _declarations.Add(candidate);
                    _unsettled.Add(run);
                }
            }
            else if (await declarations.OfAsync(candidate, cancellationToken) is { } declared)
            {
                if (reading.Part(candidate, declared) is { } part)
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
}
