using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>One data set of a family, with the shares or counts of the forward-chained origins.</summary>
/// <param name="Family">The family: its data sets share a source and count as one.</param>
/// <param name="Name">The data set.</param>
/// <param name="Data">L(N, D), or L(N) for a ladder of sizes.</param>
internal sealed record RunFamily(string Family, string Name, Observations Data)
{
    private const int LeastRuns = 8;

    private static readonly double[] Shares = [0.25, 0.4, 0.55, 0.7, 0.85];

    public double[] Compute { get; } = [.. Enumerable.Range(0, Data.X.Length).Select(Data.Compute)];

    /// <summary>
    /// The largest compute trained on at each origin: the lowest 25, 40, 55, 70, 85 % of the rows, moved to the end of a compute level, with 8 rows or more; for one
    /// variable every size from the fourth on but the last.
    /// </summary>
    public IReadOnlyList<double> Cuts()
    {
        var rows = Data.SlotOfRow.Select(slot => Compute[slot]).Order().ToArray();
        var levels = rows.Distinct().ToArray();
        return Data.HasTwoVariables
            ?
            [
                .. Shares
                    .Select(share => rows[Math.Max(0, (int)Math.Round(share * rows.Length) - 1)])
                    .Distinct()
                    .Where(cut =>
                        cut < rows[^1]
                        && rows.Count(c => c <= cut) >= Math.Min(LeastRuns, rows.Length - 1)
                    ),
            ]
            : levels[3..^1];
    }
}
