using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="ShiftedPowerLaw"/> to losses against one variable.</summary>
public static class ShiftedPowerFit
{
    /// <summary>beta, gamma and c from a table of one column.</summary>
    public static FittedLaw<ShiftedPowerLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new ShiftedPowerForm(data), data, options);
}
