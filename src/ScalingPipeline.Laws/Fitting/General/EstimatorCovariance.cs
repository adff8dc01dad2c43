using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// Covariance of the parameters of any model. Least squares: s^2 (J'WJ)^-1. Huber: the sandwich H^-1 (sum psi^2 g g') H^-1 n/(n-p) of an M-estimator with
/// the exact Hessian (Huber 1967); where that is singular, s^2 (J'WJ)^-1 with the robust s. Rows recorded m times say no more than one: see <see cref="Additive.ParameterCovariance"/>.
/// </summary>
internal static class EstimatorCovariance
{
    /// <summary>Row by row over all parameters, zero for those that are not free; null if the curvature is singular.</summary>
    public static double[]? Of(
        IResidualModel model,
        LossFunction loss,
        double[] weight,
        int[] copies,
        double[] theta,
        int[] free
    )
    {
        var spare = Math.Max(1, weight.Count(w => w > 0) - free.Length);
        var (residuals, slopes) = Linearized(model, theta);
        var own = weight.Select((w, k) => w / copies[k]).ToArray();
        var block = double.IsPositiveInfinity(loss.Delta)
            ? Scaled(Unscaled(), residuals.Select((r, k) => own[k] * r * r).Sum() / spare)
            : Sandwich() ?? Robust();
        return block is null ? null : Spread(block, free, theta.Length);

        double[]? Sandwich()
        {
            var p = theta.Length;
            var hessian = new double[p * p];
            new RobustObjective(model, loss, weight).Evaluate(
                theta,
                new double[p],
                hessian,
                new double[p * p]
            );
            var bread = SmallCholesky.Invert(SmallMatrix.Block(hessian, p, free), free.Length);
            if (bread is null)
            {
                return null;
            }

            var meat = Sum(
                free,
                slopes,
                k =>
                {
                    var pull = weight[k] * Math.Clamp(residuals[k], -loss.Delta, loss.Delta);
                    return pull * pull * (1 + (free.Length / (double)spare));
                }
            );
            return SmallMatrix.Multiply(
                SmallMatrix.Multiply(bread, meat, free.Length),
                bread,
                free.Length
            );
        }

        double[]? Robust()
        {
            var scale = RobustScale.Of(residuals, own, free.Length, ForecastWeights.LeastScale);
            return Scaled(Unscaled(), scale * scale);
        }

        double[]? Unscaled()
        {
            var p = free.Length;
            var inverse = SmallCholesky.Invert(Sum(free, slopes, k => weight[k]), p);
            if (inverse is null || copies.All(c => c == 1))
            {
                return inverse;
            }

            var meat = Sum(free, slopes, k => weight[k] * copies[k]);
            return SmallMatrix.Multiply(SmallMatrix.Multiply(inverse, meat, p), inverse, p);
        }
    }

    private static (double[] Residuals, double[][] Slopes) Linearized(
        IResidualModel model,
        double[] theta
    )
    {
        var jets = new Jet[theta.Length];
        Jet.Variables(theta, jets);
        var residuals = new double[model.Count];
        var slopes = new double[model.Count][];
        for (var k = 0; k < residuals.Length; k++)
        {
            var residual = model.Residual(jets, k);
            residuals[k] = residual.Value;
            slopes[k] = new double[theta.Length];
            for (var i = 0; i < theta.Length; i++)
            {
                slopes[k][i] = residual.Slope(i);
            }
        }

        return (residuals, slopes);
    }

    private static double[] Sum(int[] free, double[][] slopes, Func<int, double> factor)
    {
        var p = free.Length;
        var sum = new double[p * p];
        for (var row = 0; row < slopes.Length; row++)
        {
            var f = factor(row);
            for (var k = 0; k < p; k++)
            {
                for (var l = 0; l < p; l++)
                {
                    sum[(k * p) + l] += f * slopes[row][free[k]] * slopes[row][free[l]];
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
