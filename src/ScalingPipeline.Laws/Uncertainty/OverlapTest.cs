using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>
/// Did the law change between two nights? Their fits share most runs, so the difference scatters far less than either fit: see <see cref="LawShift"/>.
/// <see cref="ChangeTest"/> is for fits that share nothing.
/// </summary>
public static class OverlapTest
{
    /// <summary>Compares the laws of two sets of observations that share runs by name; too few runs are <see cref="LawChange.NotComparable"/>.</summary>
    /// <param name="before">The earlier observations.</param>
    /// <param name="after">The later ones, of the same variables.</param>
    /// <param name="options">A reporting fit.</param>
    /// <param name="level">Significance at which a change is named.</param>
    public static ChangeResult Compare(
        Observations before,
        Observations after,
        FitOptions options,
        double level = ChangeTest.DefaultLevel
    ) => LawShift.Between(before, after, options)?.Test(level) ?? ChangeResult.None;
}
