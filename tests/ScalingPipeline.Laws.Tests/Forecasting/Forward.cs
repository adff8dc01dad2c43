using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Tests.Forecasting;

/// <summary>Forward-chained origins: fit the lowest compute, forecast all beyond.</summary>
internal static class Forward
{
    public static double MeanError(Observations data, double[] compute, FitOptions options)
    {
        var sorted = compute.Order().ToArray();
        var origins = new List<double>();
        foreach (var share in new[] { 0.25, 0.4, 0.55, 0.7, 0.85 })
        {
            var cut = sorted[(int)(share * sorted.Length) - 1];
            var fitted = ChinchillaFit.Fit(data.Where(slot => compute[slot] <= cut), options);
            var errors = Enumerable
                .Range(0, compute.Length)
                .Where(slot => compute[slot] > cut)
                .Select(slot =>
                    Math.Abs(
                        Math.Log(fitted.Law!.Value.Loss(data.X[slot], data.SecondX![slot]))
                            - data.LogLoss[slot]
                    )
                );
            origins.Add(errors.Average());
        }

        return origins.Average();
    }
}
