using ScalingPipeline.Laws.Estimation;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="DataConstrainedLaw"/> to losses of runs on repeated data.</summary>
public static class DataConstrainedFit
{
    /// <summary>E, A, B, alpha = beta, R_D* and R_N* from a table with the columns N, D and U, the unique tokens.</summary>
    public static FittedLaw<DataConstrainedLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new DataConstrainedForm(data), data, options);
}
