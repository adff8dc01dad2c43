using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>A law fitted robustly to one curve: starts on least squares, the best of them to convergence, then rounds of (scale, Huber at .6 scale) with the prior times scale^2.</summary>
/// <param name="Law">The form.</param>
/// <param name="Theta">Its parameters.</param>
/// <param name="Scale">Robust scale s of the residuals, in log loss.</param>
/// <param name="LargestX">xmax, the unit of x.</param>
internal sealed record CurveFit(CurveLaw Law, double[] Theta, double Scale, double LargestX)
{
    private const int ShortPasses = 6;
    private const int Passes = 60;
    private const int StartsKept = 3;
    private const int Rounds = 3;
    private const double HuberScales = 0.6;
    private const double FirstStrength = 1e-4;
    private const double LeastScale = 1e-9;

    public static CurveFit Of(CurveLaw law, CurvePoints points)
    {
        var weighted = points.Weighted(law.WeightPower);
        var solver = new CurveSolver(law, weighted);
        var starts = new List<(double F, double[] Theta)>();
        foreach (var theta in law.Starts(weighted))
        {
            var f = solver.Minimise(theta, double.PositiveInfinity, FirstStrength, ShortPasses);
            starts.Add((f, theta));
        }

        var best = (F: double.PositiveInfinity, Theta: starts[0].Theta);
        foreach (var (_, theta) in starts.OrderBy(s => s.F).Take(StartsKept))
        {
            var f = solver.Minimise(theta, double.PositiveInfinity, FirstStrength, Passes);
            best = f < best.F ? (f, theta) : best;
        }

        var residuals = new double[points.Count];
        var scale = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            scale = ScaleOf(law, best.Theta, weighted, residuals);
            solver.Minimise(best.Theta, HuberScales * scale, scale * scale, Passes);
        }

        return new CurveFit(
            law,
            best.Theta,
            ScaleOf(law, best.Theta, weighted, residuals),
            points.X[^1]
        );
    }

    /// <summary>Predicted log loss.</summary>
    public double LogLoss(double x) => Law.LogLoss(Theta, Numerics.Elementary.Log(x / LargestX));

    private static double ScaleOf(
        CurveLaw law,
        double[] theta,
        CurvePoints points,
        double[] residuals
    )
    {
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = law.LogLoss(theta, points.U[i]) - points.LogLoss[i];
        }

        return RobustScale.Of(residuals, points.W, law.Size, LeastScale, points.Count);
    }
}
