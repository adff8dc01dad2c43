using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Reporting.Findings;

/// <summary>Where a run stands against its expectation.</summary>
public enum Verdict
{
    /// <summary>Below its interval: better than the trend.</summary>
    Ahead,

    OnTrend,

    /// <summary>Above its interval: worse than the trend.</summary>
    Behind,

    /// <summary>There is an expectation but no interval.</summary>
    Open,
}

/// <summary>An evaluated run that has an expectation, with shares of the expected loss: +0.01 is one per cent above it.</summary>
public sealed record Standing(
    RunAssessment Run,
    double Deviation,
    double Low,
    double High,
    Verdict Verdict
)
{
    /// <summary>Every run that can be judged, in the order of the analysis.</summary>
    public static IReadOnlyList<Standing> Of(DomainAnalysis analysis) =>
        [.. analysis.Runs.Select(Of).OfType<Standing>()];

    /// <summary>Null when the run has no expectation or no evaluation yet.</summary>
    public static Standing? Of(RunAssessment run)
    {
        if (run.Expected is not { } expected || !double.IsFinite(run.Observed) || expected <= 0)
        {
            return null;
        }

        var verdict =
            run.Interval is not { } interval ? Verdict.Open
            : run.Observed < interval.Low ? Verdict.Ahead
            : run.Observed > interval.High ? Verdict.Behind
            : Verdict.OnTrend;
        return new Standing(
            run,
            (run.Observed / expected) - 1,
            ((run.Interval?.Low ?? double.NaN) / expected) - 1,
            ((run.Interval?.High ?? double.NaN) / expected) - 1,
            verdict
        );
    }
}
