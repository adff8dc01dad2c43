using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>The weighted sum of half squares or Huber losses of the residuals of any model.</summary>
internal sealed class RobustObjective(IResidualModel model, LossFunction loss, double[] weight)
    : IObjective
{
    private readonly double delta = loss.Delta;
    private readonly Jet[] jets = new Jet[model.ParameterCount];
    private readonly double[] slope = new double[model.ParameterCount];

    public int ParameterCount => model.ParameterCount;

    public double Evaluate(
        ReadOnlySpan<double> theta,
        Span<double> gradient,
        Span<double> hessian,
        Span<double> gaussNewton
    )
    {
        var p = ParameterCount;
        gradient.Clear();
        hessian.Clear();
        gaussNewton.Clear();
        Jet.Variables(theta, jets);
        var sum = 0.0;
        for (var k = 0; k < model.Count; k++)
        {
            var w = weight[k];
            if (w == 0)
            {
                continue;
            }

            var residual = model.Residual(jets, k);
            var r = residual.Value;
            var size = Math.Abs(r);
            var inside = size <= delta;
            sum += w * (inside ? 0.5 * r * r : delta * (size - (0.5 * delta)));
            var psi = w * (inside ? r : Math.CopySign(delta, r));
            var majorant = inside ? w : w * delta / size;
            var curvature = inside ? w : 0;
            for (var i = 0; i < p; i++)
            {
                slope[i] = residual.Slope(i);
                gradient[i] += psi * slope[i];
                for (var j = 0; j <= i; j++)
                {
                    var product = slope[i] * slope[j];
                    gaussNewton[(i * p) + j] += majorant * product;
                    hessian[(i * p) + j] +=
                        (curvature * product) + (psi * residual.Curvature(i, j));
                }
            }
        }

        Mirror(hessian, p);
        Mirror(gaussNewton, p);
        return sum;
    }

    private static void Mirror(Span<double> matrix, int p)
    {
        for (var i = 0; i < p; i++)
        {
            for (var j = 0; j < i; j++)
            {
                matrix[(j * p) + i] = matrix[(i * p) + j];
            }
        }
    }
}
