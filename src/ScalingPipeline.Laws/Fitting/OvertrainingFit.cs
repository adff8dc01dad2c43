using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="OvertrainingLaw"/> to losses against parameters and tokens for each parameter.</summary>
public static class OvertrainingFit
{
    /// <summary>E, a, b and eta from a table with the columns N and M = D/N.</summary>
    public static FittedLaw<OvertrainingLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new OvertrainingForm(data), data, options);
}
