using ScalingPipeline.Laws.Forecasting;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>Can the numbers of a law be used?</summary>
public enum LawStatus
{
    /// <summary>The data pin every parameter down.</summary>
    Identified,

    /// <summary>Fitted, but on few runs: wider intervals, may move.</summary>
    Provisional,

    /// <summary>The data do not pin the law down; <see cref="LawRecord.StatusReason"/> says what is missing. Nothing is forecast from it.</summary>
    NotIdentified,

    /// <summary>Fewer runs than the law has parameters to spare.</summary>
    TooFewRuns,
}

/// <summary>A value and the interval that holds it at a stated level.</summary>
public sealed record Interval(double Level, double Low, double High);

/// <summary>One fitted scaling law of one domain and family, with everything needed to repeat and to judge it.</summary>
/// <remarks>It is stored and shown to other programs as JSON: fields are only ever added.</remarks>
public sealed record LawRecord
{
    public required string Domain { get; init; }

    public required string Family { get; init; }

    /// <summary><c>L(N)</c>, <c>L(D)</c>, <c>L(C)</c>, <c>L(N,D)</c>, <c>N_opt(C)</c> or <c>L(t)</c>.</summary>
    public required string Law { get; init; }

    /// <summary><c>reporting</c> (comparable with papers) or <c>forecast</c> (what predictions are made from).</summary>
    public required string Fit { get; init; }

    /// <summary>What is held fixed, in words, e.g. <c>D = 5,242,880 tokens</c>; null when nothing is.</summary>
    public string? Condition { get; init; }

    /// <summary>The formula with the names used in <see cref="Parameters"/>.</summary>
    public required string Formula { get; init; }

    /// <summary>Full precision, in the order of the formula: <c>L_inf, N0, alpha</c> for L(N); <c>E, A, B, alpha, beta</c> for L(N,D).</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    public required IReadOnlyDictionary<string, double> StandardErrors { get; init; }

    /// <summary>By parameter: profile intervals for laws of one variable, bootstrap intervals by run for others.</summary>
    public required IReadOnlyDictionary<string, Interval> Intervals { get; init; }

    /// <summary>Covariance of the parameters, in their order.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Covariance { get; init; }

    /// <summary>What standard errors, covariance and intervals rest on, in words; null where it is not said.</summary>
    public string? UncertaintyBasis { get; init; }

    public required int Points { get; init; }

    public required IReadOnlyList<ExcludedRun> Excluded { get; init; }

    public required LawStatus Status { get; init; }

    /// <summary>One sentence when <see cref="Status"/> is not Identified.</summary>
    public string? StatusReason { get; init; }

    /// <summary>The minimum reached, of <see cref="Estimator"/>.</summary>
    public required double Objective { get; init; }

    /// <summary>What was minimised, e.g. <c>sum of squared residuals of ln L, unweighted</c>.</summary>
    public required string Estimator { get; init; }

    public required string ExitReason { get; init; }

    public required double GradientNorm { get; init; }

    /// <summary>Hash of the data it was fitted to.</summary>
    public required string Snapshot { get; init; }

    public required string CodeVersion { get; init; }

    /// <summary>The fitted observations, ordered by run: what charts and residual tables show.</summary>
    public required IReadOnlyList<LawPoint> Observations { get; init; }

    /// <summary>The forecast for a next, larger run, with its interval; null when the law does not forecast.</summary>
    public LawForecast? Next { get; init; }
}

/// <summary>A run that was left out of a fit, and why, in one sentence.</summary>
public sealed record ExcludedRun(string Run, string Reason);

/// <summary>One fitted observation. <paramref name="X"/> is N, D, C (FLOP) or t; <paramref name="Y"/> is D for L(N,D), else NaN.</summary>
public sealed record LawPoint(string Run, double X, double Y, double Observed, double Fitted);

/// <summary>A predicted loss in nats per token.</summary>
/// <param name="X">N, D or C the forecast is for, as in the law.</param>
/// <param name="Y">D for L(N,D), else NaN.</param>
/// <param name="Loss">Predicted loss.</param>
/// <param name="Interval">Forecast interval of a measured loss.</param>
/// <param name="Decades">How far beyond the fitted data, in decades; 0 inside.</param>
/// <param name="Basis">How the interval was made and how far to trust it, in words.</param>
public sealed record LawForecast(
    double X,
    double Y,
    double Loss,
    Interval Interval,
    double Decades,
    string Basis
)
{
    /// <summary>What its error is measured against once the run has ended; null in a forecast stored before that was kept.</summary>
    public ForecastScale? Scale { get; init; }
}
