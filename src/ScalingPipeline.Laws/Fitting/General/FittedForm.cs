using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>Where a fit of a form ended, in the solver's coordinates: what predictions and their errors are made from.</summary>
internal sealed record FittedForm(LawForm Form, double[] Theta, double[]? Covariance)
{
    /// <summary>The predicted loss of one row, in nats.</summary>
    public double Loss(ReadOnlySpan<double> row) => Elementary.Exp(Form.LogLossAt(Theta, row));

    /// <summary>Standard error of the predicted ln L of one row, from the parameters alone; NaN without a covariance.</summary>
    public double LogError(ReadOnlySpan<double> row)
    {
        if (Covariance is null)
        {
            return double.NaN;
        }

        var gradient = Form.Gradient(Theta, row);
        return Math.Sqrt(Math.Max(0, SmallMatrix.Bilinear(gradient, Covariance, gradient)));
    }
}
