using ScalingPipeline.Laws.Extrapolation;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>The extrapolation of the 72 vision curves, scored.</summary>
internal sealed class CurveStudy
{
    private readonly (VisionCurve Curve, CurveExtrapolation Fit)[] fits;

    private CurveStudy((VisionCurve Curve, CurveExtrapolation Fit)[] fits)
    {
        this.fits = fits;
        Errors = Array.ConvertAll(fits, f => f.Curve.Error(f.Fit));
    }

    /// <summary>RMSLE of each task.</summary>
    public double[] Errors { get; }

    public IReadOnlyList<VisionCurve> Curves => Array.ConvertAll(fits, f => f.Curve);

    public double Mean => Errors.Average();

    public double Median
    {
        get
        {
            var sorted = Errors.Order().ToArray();
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    /// <summary>Share of the tasks with a smaller error than every one of the published methods.</summary>
    public double ShareBetterThan(params string[] methods) =>
        fits.Zip(Errors, (f, e) => methods.All(m => e < f.Curve.Published[m]) ? 1.0 : 0).Average();

    public static CurveStudy Of(IReadOnlyList<VisionCurve> curves) =>
        new([.. curves.Select(c => (c, c.Extrapolate()))]);

    /// <summary>The intervals at a level, quantiles from the tasks of all other architectures; every task has the same weight.</summary>
    public IReadOnlyList<(string Model, IntervalScore Score)> LeavingOneArchitectureOut(
        double level
    )
    {
        var scored = Array.ConvertAll(
            fits,
            f =>
                (
                    f.Curve.Model,
                    Points: f.Curve.TestX.Zip(
                            f.Curve.TestLoss,
                            (x, loss) =>
                                (Error: Math.Log(loss) - f.Fit.LogLoss(x), Sigma: f.Fit.Sigma(x))
                        )
                        .ToArray()
                )
        );
        return
        [
            .. scored.Select(task =>
            {
                var q = Quantile(
                    scored
                        .Where(other => other.Model != task.Model)
                        .SelectMany(other =>
                            other.Points.Select(p =>
                                (Math.Abs(p.Error) / p.Sigma, 1.0 / other.Points.Length)
                            )
                        ),
                    level
                );
                return (
                    task.Model,
                    IntervalScore.Of(
                        task.Points.Select(p => (p.Error, -q * p.Sigma, q * p.Sigma)),
                        level
                    )
                );
            }),
        ];
    }

    private static double Quantile(IEnumerable<(double Value, double Weight)> values, double level)
    {
        var sorted = values.OrderBy(v => v.Value).ToArray();
        var left = level * sorted.Sum(v => v.Weight);
        return sorted.First(v => (left -= v.Weight) <= 0).Value;
    }
}
