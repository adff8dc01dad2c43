using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Movement;

/// <summary>What happened to the runs of a law between its two fits.</summary>
/// <param name="Entered">New runs, each with ln(its loss / the earlier law's), the farthest off first.</param>
/// <param name="Left">Runs that are gone, each with the reason.</param>
/// <param name="Measured">Runs of both fits whose loss is another one now, each with ln(now / before), the farthest first.</param>
/// <param name="Shared">The runs of both fits.</param>
internal sealed record RunChanges(
    IReadOnlyList<(string Run, double Deviation)> Entered,
    IReadOnlyList<(string Run, string Reason)> Left,
    IReadOnlyList<(string Run, double Difference)> Measured,
    int Shared
)
{
    private const int MostNamed = 3;

    /// <summary>Sums in another order differ by less.</summary>
    private const double Rounding = 1e-9;

    /// <param name="pair">Has a shift.</param>
    public static RunChanges Of(LawPair pair)
    {
        var before = pair.Before.Observations.ToLookup(o => o.Run, StringComparer.Ordinal);
        var after = pair.After.Observations.ToLookup(o => o.Run, StringComparer.Ordinal);
        var shared = after.Where(run => before.Contains(run.Key)).ToArray();
        return new RunChanges(
            [
                .. after
                    .Where(run => !before.Contains(run.Key))
                    .Select(run =>
                        (
                            run.Key,
                            Elementary.Log(run.First().Observed)
                                - pair.Shift!.Loss(run.First().X, run.First().Y).Before
                        )
                    )
                    .OrderByDescending(run => Math.Abs(run.Item2))
                    .ThenBy(run => run.Key, StringComparer.Ordinal),
            ],
            [
                .. before
                    .Where(run => !after.Contains(run.Key))
                    .Select(run => (run.Key, WhyLeft(pair.After, run.Key)))
                    .OrderBy(run => run.Key, StringComparer.Ordinal),
            ],
            [
                .. shared
                    .Select(run =>
                        (
                            run.Key,
                            Elementary.Log(run.First().Observed / before[run.Key].First().Observed)
                        )
                    )
                    .Where(run => Math.Abs(run.Item2) > Rounding)
                    .OrderByDescending(run => Math.Abs(run.Item2))
                    .ThenBy(run => run.Key, StringComparer.Ordinal),
            ],
            shared.Length
        );
    }

    /// <summary>Whether two losses differ by more than rounding.</summary>
    public static bool IsOther(double before, double now) =>
        Math.Abs(Elementary.Log(now / before)) > Rounding;

    public bool IsEmpty => Entered.Count + Left.Count + Measured.Count == 0;

    /// <summary>Whether most runs of both fits have another loss now: then it is not the runs that changed.</summary>
    public bool IsRemeasured => 2 * Measured.Count > Shared && Shared > 0;

    /// <summary>The median of ln(now / before) over the runs with another loss.</summary>
    public double MedianDifference =>
        Measured.Count == 0 ? 0 : Sorted.Median([.. Measured.Select(m => m.Difference).Order()]);

    /// <summary>What came and went, in sentences; empty when nothing did.</summary>
    public string Describe()
    {
        string[] sentences =
        [
            Sentence(
                Entered.Count,
                "entered",
                Entered.Select(e =>
                    $"{e.Run} ({Words.Percent(e.Deviation)} {Words.AboveOrBelow(e.Deviation)} the earlier law)"
                )
            ),
            Sentence(Left.Count, "left", Left.Select(l => $"{l.Run} ({l.Reason})")),
            Sentence(
                Measured.Count,
                "got another loss",
                Measured.Select(m => $"{m.Run} ({Signed(m.Difference)})")
            ),
        ];
        return string.Join(" ", sentences.Where(s => s.Length > 0));
    }

    private static string Sentence(int count, string happened, IEnumerable<string> named) =>
        count == 0
            ? ""
            : $"{Words.Many(count, "run", "runs")} {happened}: {string.Join(", ", named.Take(MostNamed))}{(count > MostNamed ? $" and {count - MostNamed} more" : "")}.";

    private static string Signed(double logDifference) =>
        $"{Words.Percent(logDifference)} {(logDifference > 0 ? "higher" : "lower")}";

    private static string WhyLeft(LawRecord law, string run) =>
        law.Excluded.FirstOrDefault(e => string.Equals(e.Run, run, StringComparison.Ordinal))
            is { } excluded
            ? excluded.Reason
            : "it is no longer among its points";
}
