using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// The F test of a law with a parameter held against the optimum (Bates and Watts 1988, section 6.1). Least squares compares sums of squares, the critical value scaled by robust over plain
/// variance of the parameter since noise may change with scale; a Huber fit compares sums of |r|, a Laplace likelihood with its scale profiled out, whose ratio enters squared.
/// </summary>
internal sealed class ProfileTest
{
    private readonly AdditiveProblem problem;
    private readonly bool isHuber;
    private readonly double least;
    private readonly int spare;
    private readonly double[]? plain;
    private readonly double[]? robust;

    /// <param name="problem">What was minimised.</param>
    /// <param name="optimum">Its minimum.</param>
    /// <param name="noiseMayChange">Whether noise may change with scale, which very few points can neither show nor rule out.</param>
    public ProfileTest(AdditiveProblem problem, Solution optimum, bool noiseMayChange = true)
    {
        this.problem = problem;
        isHuber = !double.IsPositiveInfinity(optimum.Delta);
        least = Held.Spread(problem, problem.Kernel, optimum.Theta, optimum.Delta);
        spare = Math.Max(1, problem.BaseWeight.Count(w => w > 0) - problem.Form.ParameterCount);
        if (!isHuber && noiseMayChange)
        {
            var residuals = problem.Residuals(optimum);
            plain = SmallCholesky.Invert(
                ParameterCovariance.Information(problem, optimum.Theta),
                problem.Form.ParameterCount
            );
            plain = plain is null ? null : Array.ConvertAll(plain, c => c * least / spare);
            robust = ParameterCovariance.Robust(problem, optimum, residuals);
        }
    }

    /// <summary>That of one of the kernel's parameters.</summary>
    public static double[] GradientOf(int parameter)
    {
        var gradient = new double[AdditiveKernel.Size];
        gradient[parameter] = 1;
        return gradient;
    }

    /// <summary>How many times as large the residual variance is at that spread, see <see cref="Held.Spread"/>.</summary>
    public double VarianceRatio(double spread)
    {
        var ratio = spread / least;
        return isHuber ? ratio * ratio : ratio;
    }

    public double Statistic(double spread) => spare * (VarianceRatio(spread) - 1);

    /// <summary>The statistic beyond which a value is refused.</summary>
    /// <param name="level">Confidence.</param>
    /// <param name="gradient">Of what is held, by the kernel's parameters.</param>
    public double Critical(double level, ReadOnlySpan<double> gradient) =>
        Inflation(gradient) * Distributions.FisherQuantile(1, spare, level);

    /// <summary>Robust over plain variance of what is held; 1 for a Huber fit.</summary>
    private double Inflation(ReadOnlySpan<double> gradient)
    {
        if (plain is null || robust is null)
        {
            return 1;
        }

        var free = problem.Form.Free;
        var slope = new double[free.Length];
        for (var i = 0; i < free.Length; i++)
        {
            slope[i] = gradient[free[i]];
        }

        var ratio =
            SmallMatrix.Bilinear(slope, robust, slope) / SmallMatrix.Bilinear(slope, plain, slope);
        return double.IsFinite(ratio) ? ratio : 1;
    }
}
