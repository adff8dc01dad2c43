using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Writes down a fit as a <see cref="LawRecord"/>.</summary>
internal static class LawRecords
{
    public const string Reporting = "reporting";
    public const string Forecast = "forecast";

    public const string ProfileBasis =
        "standard errors to first order; intervals from the profile of the sum of squares";

    /// <param name="context">Domain, family, snapshot, exclusions.</param>
    /// <param name="law">The name of the law.</param>
    /// <param name="formula">With the names of the parameters.</param>
    /// <param name="condition">What is held fixed; null when nothing is.</param>
    /// <param name="fit">The fit.</param>
    /// <param name="parameters">The fit's parameters under the names of the formula, in its order; empty when there are none.</param>
    public static LawRecord Of(
        LawContext context,
        string law,
        string formula,
        string? condition,
        Fit fit,
        NamedParameters parameters
    ) =>
        new()
        {
            Domain = context.Domain,
            Family = context.Family,
            Law = law,
            Fit = fit.Kind == FitKind.Reporting ? Reporting : Forecast,
            Condition = condition,
            Formula = formula,
            Parameters = parameters.Values,
            StandardErrors = parameters.StandardErrors,
            Intervals = new Dictionary<string, Interval>(StringComparer.Ordinal),
            Covariance = parameters.Covariance,
            Points = fit.Points,
            Excluded = context.Excluded,
            Status = StatusOf(fit.Status.Kind),
            StatusReason = fit.Status.Kind == Identification.Identified ? null : fit.Status.Reason,
            Objective = fit.Objective,
            Estimator = fit.Estimator,
            ExitReason = fit.Exit.Describe(),
            GradientNorm = fit.GradientNorm,
            Snapshot = context.Snapshot,
            CodeVersion = LawContext.CodeVersion,
            Observations = [],
        };

    private static LawStatus StatusOf(Identification identification) =>
        identification switch
        {
            Identification.Identified => LawStatus.Identified,
            Identification.Provisional => LawStatus.Provisional,
            Identification.NotIdentified
            or Identification.FloorNotIdentified
            or Identification.PoorFit => LawStatus.NotIdentified,
            Identification.TooFewPoints => LawStatus.TooFewRuns,
            _ => throw new ArgumentOutOfRangeException(
                nameof(identification),
                identification,
                null
            ),
        };
}
