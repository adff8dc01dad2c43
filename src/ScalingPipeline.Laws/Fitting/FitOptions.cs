namespace ScalingPipeline.Laws.Fitting;

/// <summary>How a law is fitted.</summary>
public sealed record FitOptions
{
    /// <summary>Summed Huber(1e-3), unweighted: the estimator of Hoffmann et al. 2022, section 3.3.</summary>
    public static FitOptions Reporting { get; } = new() { Kind = FitKind.Reporting };

    /// <summary>Unweighted least squares on log L: the usual estimator of one-variable laws.</summary>
    public static FitOptions LeastSquares { get; } =
        new() { Kind = FitKind.Reporting, Loss = LossFunction.LeastSquares };

    /// <summary>The fit to forecast with: see <see cref="ForecastWeights"/>.</summary>
    public static FitOptions Forecast { get; } = new() { Kind = FitKind.Forecast };

    public FitKind Kind { get; init; }

    /// <summary>Ignored by the forecast fit, which sets its Huber width from the residuals. Default: Huber(1e-3).</summary>
    public LossFunction Loss { get; init; } = LossFunction.Huber();

    /// <summary>Whether the law has an irreducible loss. Default: true.</summary>
    public bool WithFloor { get; init; } = true;

    /// <summary>Cells of the exponent grid from which the solver starts. Default: 4.</summary>
    public int Starts { get; init; } = 4;

    /// <summary>Evaluations of objective and Hessian for each start. Default: 500.</summary>
    public int MaxIterations { get; init; } = 500;
}
