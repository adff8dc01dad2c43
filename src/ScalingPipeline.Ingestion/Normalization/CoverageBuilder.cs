using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Decoding;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Collects the ids that a file speaks of, in any order; steadily growing ids cost nothing.</summary>
internal sealed class CoverageBuilder
{
    private const int MostRanges = 1 << 20;

    private readonly List<(long First, long Last)> _ranges = [];
    private HashSet<long>? _seen;

    /// <summary>Adds an id; false when it was added before.</summary>
    public bool Add(long id)
    {
        if (_ranges.Count > 0 && id <= _ranges[^1].Last && _seen is null)
        {
            _seen = [.. _ranges.SelectMany(Members)];
        }

        if (_seen?.Add(id) == false)
        {
            return false;
        }

        if (_ranges.Count > 0 && _ranges[^1].Last != long.MaxValue && id == _ranges[^1].Last + 1)
        {
            _ranges[^1] = (_ranges[^1].First, id);
        }
        else
        {
            _ranges.Add((id, id));
        }

        return true;
    }

    /// <exception cref="LogContentException">The ids lie so scattered that the set of them cannot be kept.</exception>
    public Coverage Build()
    {
        _ranges.Sort();
        var merged = new List<(long First, long Last)>();
        foreach (var (first, last) in _ranges)
        {
            if (merged.Count > 0 && first == merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, last);
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return merged.Count <= MostRanges
            ? new Coverage(merged)
            : throw new LogContentException(
                $"The sequence ids make {merged.Count} separate ranges, more than {MostRanges}: number the sequences 0, 1, 2, ..."
            );
    }

    private static IEnumerable<long> Members((long First, long Last) range)
    {
        for (var id = range.First; ; id++)
        {
            yield return id;
            if (id == range.Last)
            {
                yield break;
            }
        }
    }
}
