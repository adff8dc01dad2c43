using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// Covariance of the centred parameters. Least squares: s^2 (J'WJ)^-1. Huber: the sandwich H^-1 (sum psi^2 g g') H^-1 n/(n-p) of
/// an M-estimator, H the exact Hessian; where H is singular, because few
/// points lie in the quadratic zone, s^2 (J'WJ)^-1 with the robust s. Rows recorded m times weigh m times as much and say no more than one, M = diag(m): (J'WJ)^-1 J'WMJ (J'WJ)^-1
/// stands for (J'WJ)^-1, and s is of each row once.
/// </summary>
internal static class ParameterCovariance
{
    public static double[] Information(AdditiveProblem problem, double[] theta)
    {
        var weight = problem.BaseWeight;
        return Sum(problem, theta, i => weight[i]);
    }

    /// <summary>
    /// HC3 of MacKinnon and White 1985: (J'WJ)^-1 sum (w r/(1 - leverage))^2 g g' (J'WJ)^-1, right also where the noise changes with scale. A Huber fit's covariance is a sandwich
    /// already.
    /// </summary>
    public static double[]? Robust(AdditiveProblem problem, Solution solution, double[] residuals)
    {
        if (!double.IsPositiveInfinity(solution.Delta))
        {
            return Of(problem, solution, residuals);
        }

        var free = problem.Form.Free;
        var p = free.Length;
        var weight = problem.BaseWeight;
        if (SmallCholesky.Invert(Information(problem, solution.Theta), p) is not { } bread)
        {
            return null;
        }

        var gradient = new double[AdditiveKernel.Size];
        var meat = Sum(
            problem,
            solution.Theta,
            i =>
            {
                AdditiveKernel.Gradient(
                    solution.Theta,
                    problem.Kernel.U[i],
                    problem.Kernel.V[i],
                    gradient
                );
                var leverage = 0.0;
                for (var k = 0; k < p; k++)
                {
                    for (var l = 0; l < p; l++)
                    {
                        leverage += gradient[free[k]] * bread[(k * p) + l] * gradient[free[l]];
                    }
                }

                var alone = weight[i] * residuals[i] / Math.Max(0.05, 1 - (weight[i] * leverage));
                return alone * alone;
            }
        );
        return SmallMatrix.Multiply(SmallMatrix.Multiply(bread, meat, p), bread, p);
    }

    public static double[]? Of(AdditiveProblem problem, Solution solution, double[] residuals)
    {
        var free = problem.Form.Free;
        var p = free.Length;
        var weight = problem.BaseWeight;
        var used = weight.Count(w => w > 0);
        var spare = Math.Max(1, used - p);
        if (double.IsPositiveInfinity(solution.Delta))
        {
            var own = problem.OwnWeight;
            var squares = residuals.Select((r, i) => own[i] * r * r).Sum();
            var unscaled = Unscaled(problem, solution.Theta);
            return unscaled is null ? null : Array.ConvertAll(unscaled, c => c * squares / spare);
        }

        var bread = SmallCholesky.Invert(Hessian(problem, solution, free), p);
        if (bread is null)
        {
            var scale = RobustScale.Of(residuals, problem.OwnWeight, p, ForecastWeights.LeastScale);
            var unscaled = Unscaled(problem, solution.Theta);
            return unscaled is null ? null : Array.ConvertAll(unscaled, c => c * scale * scale);
        }

        var meat = Sum(
            problem,
            solution.Theta,
            i =>
            {
                var psi = weight[i] * Math.Clamp(residuals[i], -solution.Delta, solution.Delta);
                return psi * psi * used / spare;
            }
        );
        return SmallMatrix.Multiply(SmallMatrix.Multiply(bread, meat, p), bread, p);
    }

    /// <summary>The covariance of the parameters for noise of variance one.</summary>
    private static double[]? Unscaled(AdditiveProblem problem, double[] theta)
    {
        var p = problem.Form.ParameterCount;
        var inverse = SmallCholesky.Invert(Information(problem, theta), p);
        if (inverse is null || problem.Copies.All(copies => copies == 1))
        {
            return inverse;
        }

        var meat = Sum(problem, theta, i => problem.BaseWeight[i] * problem.Copies[i]);
        return SmallMatrix.Multiply(SmallMatrix.Multiply(inverse, meat, p), inverse, p);
    }

    private static double[] Hessian(AdditiveProblem problem, Solution solution, int[] free)
    {
        var gradient = new double[AdditiveKernel.Size];
        var full = new double[AdditiveKernel.Size * AdditiveKernel.Size];
        var points = new PackedPoints(problem.Kernel.Count);
        points.Fill(problem.Kernel, problem.BaseWeight);
        AdditiveKernel.Evaluate(
            points,
            solution.Theta,
            solution.Delta,
            solution.Prior,
            gradient,
            full,
            new double[AdditiveKernel.Size]
        );
        var p = free.Length;
        var hessian = new double[p * p];
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < p; j++)
            {
                hessian[(i * p) + j] = full[(free[i] * AdditiveKernel.Size) + free[j]];
            }
        }

        return hessian;
    }

    private static double[] Sum(AdditiveProblem problem, double[] theta, Func<int, double> factor)
    {
        var free = problem.Form.Free;
        var p = free.Length;
        var sum = new double[p * p];
        var gradient = new double[AdditiveKernel.Size];
        for (var i = 0; i < problem.Kernel.Count; i++)
        {
            AdditiveKernel.Gradient(theta, problem.Kernel.U[i], problem.Kernel.V[i], gradient);
            var f = factor(i);
            for (var k = 0; k < p; k++)
            {
                for (var l = 0; l < p; l++)
                {
                    sum[(k * p) + l] += f * gradient[free[k]] * gradient[free[l]];
                }
            }
        }

        return sum;
    }
}
