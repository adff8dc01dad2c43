namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>What both laws, fitted up to a cut, said about the points that came after it.</summary>
/// <param name="Cut">The largest x fitted.</param>
/// <param name="FirstX">The first x after it.</param>
/// <param name="X">The x forecast, up to 2.05 FirstX.</param>
/// <param name="Floored">Log errors of the law with a floor.</param>
/// <param name="Broken">Log errors of the law with a break.</param>
internal sealed record RollingOrigin(
    double Cut,
    double FirstX,
    double[] X,
    double[] Floored,
    double[] Broken
)
{
    private const double Reach = 2.05;

    private static readonly double[] Divisors = [1.19, 1.41, 1.68, 2, 2.4, 2.83, 4, 5.66];

    /// <summary>Origins at xmax divided by 1.19 to 5.66 with enough points before them; empty for short curves.</summary>
    public static IReadOnlyList<RollingOrigin> Of(CurvePoints points)
    {
        var least = Math.Max(5, Math.Min(8, 0.4 * points.Count));
        var origins = new List<RollingOrigin>();
        var last = -1;
        foreach (var divisor in Divisors)
        {
            var cut = points.X[^1] / divisor;
            var count = Array.FindLastIndex(points.X, x => x <= cut) + 1;
            if (count < least || count == last)
            {
                continue;
            }

            last = count;
            var earlier = points.UpTo(cut);
            var floored = CurveFit.Of(FlooredCurve.Instance, earlier);
            var broken = CurveFit.Of(BrokenCurve.Instance, earlier);
            var first = points.X[count];
            var to = Array.FindLastIndex(points.X, x => x <= Reach * first) + 1;
            var ahead = points.X[count..to];
            var seen = points.LogLoss[count..to];
            origins.Add(
                new RollingOrigin(
                    earlier.X[^1],
                    first,
                    ahead,
                    [.. ahead.Zip(seen, (x, y) => floored.LogLoss(x) - y)],
                    [.. ahead.Zip(seen, (x, y) => broken.LogLoss(x) - y)]
                )
            );
        }

        return origins;
    }
}
