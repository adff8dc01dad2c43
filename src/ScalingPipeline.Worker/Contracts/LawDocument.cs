using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>One law as <c>laws --json</c> and the API print it. Field names are stable.</summary>
public sealed record LawDocument
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
