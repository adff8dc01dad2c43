using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Refit;

/// <summary>
/// Everything a refit says of one domain: a pure function of its snapshot and, once the installation's own scored forecasts are enough to recalibrate intervals, of
/// those of the other domains, and of the analysis that the day began with, so that a repeated refit gives the same bytes.
/// </summary>
public sealed record DomainAnalysis
{
    public required string Domain { get; init; }

    /// <summary>Hash of the snapshot it was made from.</summary>
    public required string Snapshot { get; init; }

    /// <summary>Ordered by family, law, fit.</summary>
    public required IReadOnlyList<LawRecord> Laws { get; init; }

    /// <summary>Ordered by run.</summary>
    public required IReadOnlyList<RunAssessment> Runs { get; init; }

    /// <summary>The alert conditions that hold, ordered by run and code.</summary>
    public required IReadOnlyList<AlertCondition> Conditions { get; init; }

    /// <summary>The tests with p-values that were made, raised or not, in the order of the laws.</summary>
    public IReadOnlyList<TestedDeviation> Tests
    {
        get => field ?? [];
        init;
    }

    /// <summary>How the forecasts of its healthy runs came out, ordered by run. They do not depend on any other domain.</summary>
    public IReadOnlyList<ScoredForecast> Scores
    {
        get => field ?? [];
        init;
    }

    /// <summary>The families whose forecast intervals rest on the installation's own scored forecasts, ordered by name.</summary>
    public IReadOnlyList<FamilyCalibration> Calibrations
    {
        get => field ?? [];
        init;
    }

    /// <summary>Things a reader should know that are no alert: too few siblings, thresholds and what they rest on.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }
}
