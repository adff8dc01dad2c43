namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>A function to minimise, with two curvatures: the exact Hessian, and one that is never negative.</summary>
internal interface IObjective
{
    int ParameterCount { get; }

    /// <summary>The value at theta; fills the gradient, the exact Hessian and the reweighted Gauss-Newton matrix J'WJ, both full and row by row.</summary>
    double Evaluate(
        ReadOnlySpan<double> theta,
        Span<double> gradient,
        Span<double> hessian,
        Span<double> gaussNewton
    );
}
