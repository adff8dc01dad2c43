using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// The runs of a group whose learning rate is not the one that the recipe gives their size. The recipe is the line of ln rate in ln N that most of the runs lie on, found by consensus (Fischler and Bolles 1981, over
/// all pairs), so that neither one nor two odd rates of five bend it.
/// </summary>
internal static class RateLine
{
    /// <summary>Peak rates of healthy runs are .71 to 1.41 times what their siblings' give for their size.</summary>
    public const double Factor = 2;

    /// <summary>A run this near to a line lies on it.</summary>
    private const double OnTheLine = 1.5;

    private const int LeastRuns = 3;

    /// <summary>d ln rate / d ln N of recipes: 0 where width is scaled out, -.2 to -.6 on the public ladder; with room on both sides. Two runs always have a line: of three it must be one that a recipe could have.</summary>
    private const double Steepest = -0.8;
    private const double Flattest = 0.1;

    /// <summary>Where sizes say nothing of it.</summary>
    private const double Usual = -0.35;

    /// <summary>Empty where fewer than three runs have a rate, or no more than half of them agree on a line.</summary>
    public static IReadOnlySet<string> Off(IEnumerable<RunView> members)
    {
        var runs = members
            .Select(m =>
                (
                    m.Name,
                    X: Elementary.Log(m.Parameters),
                    Y: Elementary.Log(LearningRates.PeakOf(m))
                )
            )
            .Where(r => double.IsFinite(r.Y))
            .ToArray();
        var best = runs.SelectMany(
                _ => runs,
                (a, b) => (a.X, a.Y, Slope: Slope(a.X, a.Y, b.X, b.Y))
            )
            .Where(line => line.Slope is >= Steepest and <= Flattest)
            .Select(line =>
                Array.ConvertAll(runs, r => r.Y - line.Y - (line.Slope * (r.X - line.X)))
            )
            .OrderByDescending(residuals => residuals.Count(r => IsWithin(r, OnTheLine)))
            .ThenBy(residuals => residuals.Where(r => IsWithin(r, OnTheLine)).Sum(Math.Abs))
            .FirstOrDefault();
        return
            runs.Length < LeastRuns
            || best is null
            || 2 * best.Count(r => IsWithin(r, OnTheLine)) <= runs.Length
            ? System.Collections.Frozen.FrozenSet<string>.Empty
            : runs.Zip(best)
                .Where(r => !IsWithin(r.Second, Factor))
                .Select(r => r.First.Name)
                .ToHashSet(StringComparer.Ordinal);
    }

    private static double Slope(double x, double y, double otherX, double otherY) =>
        x == otherX ? Usual : (otherY - y) / (otherX - x);

    private static bool IsWithin(double residual, double factor) =>
        Math.Abs(residual) <= Elementary.Log(factor);
}
