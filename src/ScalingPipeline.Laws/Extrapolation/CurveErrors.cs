using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>What rolling origins say about a curve's forecasts.</summary>
internal static class CurveErrors
{
    private const double NearReach = 2.4;
    private const double LargestRate = 2;

    /// <summary>Mean squared rate of error: sum H (e / (.1 + H))^2 / sum H over origins, e the root mean square log error and H the log range forecast, plus .05.</summary>
    public static double MeanSquare(
        IReadOnlyList<RollingOrigin> origins,
        Func<RollingOrigin, double[]> errors
    )
    {
        double sum = 0,
            total = 0;
        foreach (var origin in origins)
        {
            var e = errors(origin);
            var square = e.Sum(r => r * r) / e.Length;
            var range = Elementary.Log(origin.X[^1] / origin.X[0]) + 0.05;
            sum += range * square / ((0.1 + range) * (0.1 + range));
            total += range;
        }

        return total > 0 ? sum / total : 0;
    }

    /// <summary>
    /// R: root mean square over origins not before xmax/2.4 of |r| / (.13 + log10(x / first x)), each at most 2, r the error of the weighted forecast, over points
    /// within .35 decade.
    /// </summary>
    public static double Drift(IReadOnlyList<RollingOrigin> origins, double share, double largestX)
    {
        double sum = 0;
        var count = 0;
        foreach (var origin in origins)
        {
            if (origin.Cut < largestX / NearReach)
            {
                continue;
            }

            double inside = 0;
            var points = 0;
            for (var i = 0; i < origin.X.Length; i++)
            {
                var h = Elementary.Log10(origin.X[i] / origin.FirstX);
                if (h <= CurveExtrapolation.FirmDecades)
                {
                    var r = (share * origin.Floored[i]) + ((1 - share) * origin.Broken[i]);
                    var rate = Math.Min(Math.Abs(r) / (0.13 + h), LargestRate);
                    inside += rate * rate;
                    points++;
                }
            }

            sum += inside / points;
            count++;
        }

        return count > 0 ? Math.Sqrt(sum / count) : 0;
    }
}
