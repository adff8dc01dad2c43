namespace ScalingPipeline.Laws.Fitting;

/// <summary>What a fit is for. The two are never exchanged: exponents to compare with papers, or losses to forecast.</summary>
public enum FitKind
{
    /// <summary>The published estimator, unweighted and without a prior.</summary>
    Reporting,

    /// <summary>Weighted to large compute, robust and weakly regularised; its exponents are not a replication.</summary>
    Forecast,
}
