using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="KaplanStepLaw"/> to losses along training.</summary>
public static class KaplanStepFit
{
    /// <summary>N_c, S_c, alpha_N and alpha_S from a table with the columns N and S_min; see <see cref="CriticalBatch.FewestSteps"/>.</summary>
    public static FittedLaw<KaplanStepLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new KaplanStepForm(data), data, options);
}
