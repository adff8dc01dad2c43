using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="BrokenPowerLaw"/> to losses against one variable, to explain a break inside the data.</summary>
public static class BrokenPowerFit
{
    /// <summary>E, b, c0, c1, d and f from a table of one column.</summary>
    public static FittedLaw<BrokenPowerLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new BrokenPowerForm(data), data, options);
}
