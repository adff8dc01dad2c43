using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// An F test of a fit with coordinates held against the optimum. Least squares compares sums of squares; a Huber fit compares sums of |r|, a
/// Laplace likelihood with its scale profiled out, whose ratio enters squared.
/// </summary>
internal sealed class RatioTest
{
    private readonly FormProblem problem;
    private readonly int power;
    private readonly double spread;
    private readonly int spare;

    public RatioTest(FormProblem problem, FormSolution optimum)
    {
        this.problem = problem;
        power = double.IsPositiveInfinity(problem.Loss.Delta) ? 2 : 1;
        spread = Spread(optimum);
        spare = Math.Max(1, problem.Data.Weight.Count(w => w > 0) - optimum.Theta.Length);
    }

    /// <summary>How many times as large the residual variance is, and the statistic.</summary>
    public (double Ratio, double Statistic) Against(FormSolution held, int coordinates = 1)
    {
        var spreads = Spread(held) / spread;
        var ratio = power == 1 ? spreads * spreads : spreads;
        return (ratio, spare * (ratio - 1) / coordinates);
    }

    /// <summary>The statistic that chance reaches with probability 1 - confidence.</summary>
    public double Critical(double confidence, int coordinates = 1) =>
        Distributions.FisherQuantile(coordinates, spare, confidence);

    private double Spread(FormSolution solution) =>
        problem
            .Residuals(solution)
            .Select((r, i) => problem.Data.Weight[i] * (power == 1 ? Math.Abs(r) : r * r))
            .Sum();
}
