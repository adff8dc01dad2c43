using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="KaplanLaw"/> to losses of early-stopped models.</summary>
public static class KaplanFit
{
    /// <summary>N_c, D_c, alpha_N and alpha_D from a table with the columns N and D.</summary>
    public static FittedLaw<KaplanLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new KaplanForm(data), data, options);
}
