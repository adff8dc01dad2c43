using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Estimation;

/// <summary>
/// Covariance of the coordinates of any form. Least squares: s^2 (J'WJ)^-1. Huber: the sandwich H^-1 (sum psi^2 g g') H^-1 n/(n-p) of an M-estimator with
/// the exact Hessian (Huber 1967); where that is singular, s^2 (J'WJ)^-1 with the robust s.
/// </summary>
internal static class FormCovariance
{
    /// <summary>Row by row; null if the curvature is singular. Coordinates on a bound count as held, with rows of zeros.</summary>
    public static double[]? Of(FormProblem problem, FormSolution solution, double[] residuals)
    {
        var p = solution.Theta.Length;
        var free = Enumerable
            .Range(0, p)
            .Where(i => !IsOnBound(problem.Form.Coordinates[i], solution.Theta[i]))
            .ToArray();
        var weight = problem.Data.Weight;
        var delta = problem.Loss.Delta;
        var spare = Math.Max(1, weight.Count(w => w > 0) - free.Length);
        var objective = problem.Objective(weight);
        var gradients = Enumerable
            .Range(0, weight.Length)
            .Select(slot => objective.Gradient(solution.Theta, slot))
            .ToArray();
        var information = Sum(free, gradients, slot => weight[slot]);
        var inverse = double.IsPositiveInfinity(delta)
            ? Scaled(
                SmallCholesky.Invert(information, free.Length),
                residuals.Select((r, slot) => weight[slot] * r * r).Sum() / spare
            )
            : Sandwich() ?? Robust();
        return inverse is null ? null : Spread(inverse, free, p);

        double[]? Sandwich()
        {
            var bread = SmallCholesky.Invert(Hessian(problem, solution, free), free.Length);
            if (bread is null)
            {
                return null;
            }

            var meat = Sum(
                free,
                gradients,
                slot =>
                    Math.Pow(weight[slot] * Math.Clamp(residuals[slot], -delta, delta), 2)
                    * (1 + (free.Length / (double)spare))
            );
            return SmallMatrix.Multiply(
                SmallMatrix.Multiply(bread, meat, free.Length),
                bread,
                free.Length
            );
        }

        double[]? Robust()
        {
            var scale = RobustScale.Of(
                residuals,
                weight,
                free.Length,
                ForecastWeights.LeastScale
            );
            return Scaled(SmallCholesky.Invert(information, free.Length), scale * scale);
        }
    }

    private static bool IsOnBound(FormParameter coordinate, double value) =>
        value <= coordinate.Lower || value >= coordinate.Upper;

    private static double[] Hessian(FormProblem problem, FormSolution solution, int[] free)
    {
        var p = solution.Theta.Length;
        var full = new double[p * p];
        problem
            .Objective(problem.Data.Weight)
            .Evaluate(solution.Theta, new double[p], full, new double[p * p]);
        return SmallMatrix.Block(full, p, free);
    }

    private static double[] Sum(int[] free, double[][] gradients, Func<int, double> factor)
    {
        var p = free.Length;
        var sum = new double[p * p];
        for (var slot = 0; slot < gradients.Length; slot++)
        {
            var f = factor(slot);
            for (var k = 0; k < p; k++)
            {
                for (var l = 0; l < p; l++)
                {
                    sum[(k * p) + l] += f * gradients[slot][free[k]] * gradients[slot][free[l]];
                }
            }
        }

        return sum;
    }

    private static double[]? Scaled(double[]? matrix, double factor) =>
        matrix is null ? null : Array.ConvertAll(matrix, m => m * factor);

    private static double[] Spread(double[] block, int[] free, int p)
    {
        var full = new double[p * p];
        for (var k = 0; k < free.Length; k++)
        {
            for (var l = 0; l < free.Length; l++)
            {
                full[(free[k] * p) + free[l]] = block[(k * free.Length) + l];
            }
        }

        return full;
    }
}
