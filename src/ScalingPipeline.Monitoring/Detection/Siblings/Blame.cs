namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// Which runs of a group are off, where a faulty one also makes its siblings look wrong: those without which the rest agree. At most a third is blamed; where that does not
/// explain it, nobody is.
/// </summary>
internal static class Blame
{
    /// <summary>How many of the worst are tried in each round.</summary>
    private const int Suspects = 5;

    /// <param name="members">The group.</param>
    /// <param name="strength">How far a run is off when the given others are its references: above one is beyond the limit. NaN where it cannot be told.</param>
    public static IReadOnlyList<RunView> Of(
        IReadOnlyList<RunView> members,
        Func<RunView, IReadOnlyList<RunView>, double> strength
    )
    {
        var blamed = new List<RunView>();
        var rest = members.ToList();
        while (true)
        {
            var off = Strengths(rest).Where(r => r.Strength > 1).ToArray();
            if (off.Length == 0)
            {
                return [.. blamed.Where(b => strength(b, rest) > 1)];
            }

            if (blamed.Count >= members.Count / 3)
            {
                return [];
            }

            // Where the absence of either of two explains the rest, the one without which the others are the quietest is to blame.
            var worst = off.OrderByDescending(o => o.Strength)
                .ThenBy(o => o.Run.Name, StringComparer.Ordinal)
                .Take(Suspects)
                .MinBy(suspect =>
                    Strengths([.. rest.Where(r => r != suspect.Run)]).Max(r => r.Strength)
                )
                .Run;
            blamed.Add(worst);
            rest.Remove(worst);
        }

        List<(RunView Run, double Strength)> Strengths(List<RunView> runs) =>
            [.. runs.Select(r => (r, strength(r, [.. runs.Where(o => o != r)])))];
    }
}
