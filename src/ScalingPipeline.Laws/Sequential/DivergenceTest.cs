using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Sequential;

/// <summary>
/// Divergence. A rise over the run's own minimum is quiet on all healthy logs but blind to a run that never learned; the level against siblings sees
/// that too (recall 1.0 against .67 on logs kept aside), and also real transient instabilities.
/// </summary>
public static class DivergenceTest
{
    private const int MedianLength = 5;
    private const double RiseOverMinimum = 0.2;
    private const int PointsOfRise = 3;
    private const double LevelAboveSiblings = 0.2;
    private const int PointsAboveSiblings = 2;
    private const int LeastSiblings = 3;

    /// <summary>Index of the third consecutive point at which the running median of five ln losses lies .2 above its own minimum; -1 if there is none.</summary>
    /// <param name="losses">Logged means in the order of steps; those that are not finite and positive are left out.</param>
    public static int RiseOverOwnMinimum(ReadOnlySpan<double> losses)
    {
        var window = new RobustWindow(MedianLength);
        var minimum = double.PositiveInfinity;
        var above = 0;
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]) || losses[i] <= 0)
            {
                continue;
            }

            window.Add(Elementary.Log(losses[i]));
            if (window.Count < MedianLength)
            {
                continue;
            }

            minimum = Math.Min(minimum, window.Median);
            above = window.Median - minimum > RiseOverMinimum ? above + 1 : 0;
            if (above == PointsOfRise)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Index of the second consecutive value that lies 20 % above the median of three siblings or more; -1 if there is none.</summary>
    /// <param name="losses">The run at matched points.</param>
    /// <param name="siblings">Each sibling at the same points (N and steps within a factor 2); NaN where it has none.</param>
    public static int LevelAgainstSiblings(
        ReadOnlySpan<double> losses,
        IReadOnlyList<double[]> siblings
    )
    {
        var above = 0;
        for (var i = 0; i < losses.Length; i++)
        {
            var window = new RobustWindow(siblings.Count);
            foreach (var sibling in siblings)
            {
                if (double.IsFinite(sibling[i]))
                {
                    window.Add(sibling[i]);
                }
            }

            if (window.Count < LeastSiblings || !double.IsFinite(losses[i]))
            {
                continue;
            }

            above = losses[i] > (1 + LevelAboveSiblings) * window.Median ? above + 1 : 0;
            if (above == PointsAboveSiblings)
            {
                return i;
            }
        }

        return -1;
    }
}
