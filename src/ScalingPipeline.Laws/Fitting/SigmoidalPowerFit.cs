using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="SigmoidalPowerLaw"/> to losses against one variable.</summary>
public static class SigmoidalPowerFit
{
    /// <summary>E_inf, E_0, alpha, beta and c from a table of one column.</summary>
    public static FittedLaw<SigmoidalPowerLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new SigmoidalPowerForm(data), data, options);
}
