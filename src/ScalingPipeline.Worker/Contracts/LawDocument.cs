using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>One law as <c>laws --json</c> and the API print it. Field names are stable.</summary>
public record LawDocument
{
    public required string Domain { get; init; }

    public required string Family { get; init; }

    public required string Law { get; init; }

    public required string Fit { get; init; }

    public string? Condition { get; init; }

    public required string Formula { get; init; }

    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    public required IReadOnlyDictionary<string, double> StandardErrors { get; init; }

    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    public required IReadOnlyList<IReadOnlyList<double>> Covariance { get; init; }

    public required int Points { get; init; }

    public required IReadOnlyList<ExcludedRun> Excluded { get; init; }

    public required LawStatus Status { get; init; }

    public string? StatusReason { get; init; }

    public required double Objective { get; init; }

    public required string Estimator { get; init; }

    public required string ExitReason { get; init; }

    public required double GradientNorm { get; init; }

    public required string Snapshot { get; init; }

    public required string CodeVersion { get; init; }

    /// <summary>The forecast for the next size, made from the forecast fit.</summary>
    public LawForecast? Next { get; init; }

    /// <summary>The laws of analyses, in one of the two fits, each with the forecast for the next size.</summary>
    public static IEnumerable<LawDocument> Of(
        IEnumerable<StoredAnalysis> analyses,
        string fit = "reporting"
    ) =>
        from stored in analyses
        from law in stored.Analysis.Laws
        where string.Equals(law.Fit, fit, StringComparison.Ordinal)
        select From(law, LawText.Next(law, stored.Analysis.Laws));

    public static LawDocument From(LawRecord law, LawForecast? next) =>
        new()
        {
            Domain = law.Domain,
            Family = law.Family,
            Law = law.Law,
            Fit = law.Fit,
            Condition = law.Condition,
            Formula = law.Formula,
            Parameters = law.Parameters,
            StandardErrors = law.StandardErrors,
            Intervals = law.Intervals,
            Covariance = law.Covariance,
            Points = law.Points,
            Excluded = law.Excluded,
            Status = law.Status,
            StatusReason = law.StatusReason,
            Objective = law.Objective,
            Estimator = law.Estimator,
            ExitReason = law.ExitReason,
            GradientNorm = law.GradientNorm,
            Snapshot = law.Snapshot,
            CodeVersion = law.CodeVersion,
            Next = next,
        };
}
