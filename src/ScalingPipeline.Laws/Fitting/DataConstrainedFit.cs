using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Fits <see cref="DataConstrainedLaw"/> to losses of runs on repeated data.</summary>
public static class DataConstrainedFit
{
    /// <summary>E, A, B, alpha = beta, R_D* and R_N* from a table with the columns N, D and U, the unique tokens.</summary>
    public static FittedLaw<DataConstrainedLaw> Fit(LossTable data, FitOptions options) =>
        FormFit.Run(new DataConstrainedForm(data), data, options);

    /// <summary>R_D* and R_N* alone, around a law that was fitted to unique data before: the procedure of the paper (Muennighoff et al. 2023, section 5).</summary>
    /// <param name="data">The columns N, D and U.</param>
    /// <param name="unique">The law of unique data, with equal exponents.</param>
    /// <param name="options">A reporting fit.</param>
    /// <exception cref="ArgumentException">The exponents of the law differ.</exception>
    public static FittedLaw<DataConstrainedLaw> FitRepetition(
        LossTable data,
        ChinchillaLaw unique,
        FitOptions options
    )
    {
        if (unique.Alpha != unique.Beta)
        {
            throw new ArgumentException(
                $"The exponents of the law of unique data are {unique.Alpha} and {unique.Beta}; the data-constrained law has one for both.",
                nameof(unique)
            );
        }

        var form = new DataConstrainedForm(data);
        return FormFit.Run(form, data, options, form.Holding(unique));
    }
}
