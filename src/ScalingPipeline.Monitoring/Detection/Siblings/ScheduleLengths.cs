using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// How many steps a run is to have, for the comparison with its siblings: what it declares; where it declares nothing, its last step, when at least two others of its family declare that length or end there too. Runs that declare
/// nothing and have all come as far are compared with one another rightly also while they train; none of them counts as finished.
/// </summary>
internal static class ScheduleLengths
{
    /// <summary>Lengths within 1 % are one: the curves of one recipe then differ by less than runs do.</summary>
    public const double Tolerance = 0.01;

    /// <summary>By the name of the run; those of unknown length are missing.</summary>
    public static IReadOnlyDictionary<string, long> Of(IReadOnlyList<Run> runs)
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var family in runs.GroupBy(r => r.Metadata.Family, StringComparer.Ordinal))
        {
            var ends = family.Select(r => (r.Name, End: End(r))).Where(r => r.End > 0).ToArray();
            foreach (var run in family)
            {
                if (run.Metadata.TotalSteps is { } declared)
                {
                    lengths[run.Name] = declared;
                }
                else if (ends.Count(e => IsSame(e.End, End(run))) > SiblingTrack.LeastReferences)
                {
                    lengths[run.Name] = End(run);
                }
            }
        }

        return lengths;
    }

    public static bool IsSame(long one, long other) =>
        Math.Abs(one - other) <= Tolerance * Math.Min(one, other);

    /// <summary>The runs of known length by family and length, in this order; a group goes from its shortest length to 1 % more.</summary>
    public static IReadOnlyList<IReadOnlyList<RunView>> Groups(IEnumerable<RunView> views)
    {
        var groups = new List<IReadOnlyList<RunView>>();
        foreach (
            var family in views
                .Where(v => v.Length is not null)
                .GroupBy(v => v.Family, StringComparer.Ordinal)
                .OrderBy(f => f.Key, StringComparer.Ordinal)
        )
        {
            List<RunView>? group = null;
            foreach (var view in family.OrderBy(v => v.Length))
            {
                if (group is null || !IsSame(group[0].Length!.Value, view.Length!.Value))
                {
                    groups.Add(group = []);
                }

                group.Add(view);
            }
        }

        return
        [
            .. groups.Select(g =>
                (IReadOnlyList<RunView>)[.. g.OrderBy(v => v.Name, StringComparer.Ordinal)]
            ),
        ];
    }

    private static long End(Run run) =>
        run.Metadata.TotalSteps ?? (run.Training.Count > 0 ? run.Training.Step[^1] : 0);
}
