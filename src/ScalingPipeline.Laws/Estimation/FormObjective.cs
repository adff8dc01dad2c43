using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Estimation;

/// <summary>The weighted sum of half squares or Huber losses of the residuals of any form.</summary>
internal sealed class FormObjective(
    LawForm form,
    LossTable data,
    LossFunction loss,
    double[] weight
) : IObjective
{
    private readonly double delta = loss.Delta;
    private readonly double[] observed = loss.OfLoss
        ? Array.ConvertAll(data.LogLoss, Math.Exp)
        : data.LogLoss;

    private readonly Jet[] jets = new Jet[form.Coordinates.Count];
    private readonly double[] slope = new double[form.Coordinates.Count];

    public int ParameterCount => form.Coordinates.Count;

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
        for (var slot = 0; slot < data.Rows.Length; slot++)
        {
            var w = weight[slot];
            if (w == 0)
            {
                continue;
            }

            var predicted = form.LogLoss(jets, data.Rows[slot]);
            if (loss.OfLoss)
            {
                predicted = predicted.Exp();
            }

            var r = predicted.Value - observed[slot];
            var size = Math.Abs(r);
            var inside = size <= delta;
            sum += w * (inside ? 0.5 * r * r : delta * (size - (0.5 * delta)));
            var psi = w * (inside ? r : Math.CopySign(delta, r));
            var majorant = inside ? w : w * delta / size;
            var curvature = inside ? w : 0;
            for (var i = 0; i < p; i++)
            {
                slope[i] = predicted.Slope(i);
                gradient[i] += psi * slope[i];
                for (var j = 0; j <= i; j++)
                {
                    var product = slope[i] * slope[j];
                    gaussNewton[(i * p) + j] += majorant * product;
                    hessian[(i * p) + j] +=
                        (curvature * product) + (psi * predicted.Curvature(i, j));
                }
            }
        }

        Mirror(hessian, p);
        Mirror(gaussNewton, p);
        return sum;
    }

    /// <summary>Predicted minus observed of every slot, on the scale that is minimised.</summary>
    public double[] Residuals(double[] theta) =>
        [
            .. data.Rows.Select(
                (row, slot) =>
                {
                    var predicted = form.LogLossAt(theta, row);
                    return (loss.OfLoss ? Math.Exp(predicted) : predicted) - observed[slot];
                }
            ),
        ];

    /// <summary>The gradient of the prediction of one slot, on the scale that is minimised.</summary>
    public double[] Gradient(double[] theta, int slot)
    {
        var gradient = form.Gradient(theta, data.Rows[slot]);
        if (!loss.OfLoss)
        {
            return gradient;
        }

        var predicted = Math.Exp(form.LogLossAt(theta, data.Rows[slot]));
        return Array.ConvertAll(gradient, g => g * predicted);
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
