namespace ScalingPipeline.Laws.Fitting;

/// <summary>Where a solver stopped.</summary>
internal readonly record struct Minimum(
    double Objective,
    ExitReason Exit,
    double GradientNorm,
    int Iterations
);
