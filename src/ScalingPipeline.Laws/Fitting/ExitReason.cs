namespace ScalingPipeline.Laws.Fitting;

/// <summary>Why the solver stopped.</summary>
public enum ExitReason
{
    /// <summary>Nothing was minimised: there were too few points.</summary>
    NotStarted,

    /// <summary>The decrease that the next Newton step predicts is below rounding.</summary>
    Converged,

    /// <summary>No step, however short, lowers the objective: it is at the limit of rounding.</summary>
    NoFurtherDecrease,

    /// <summary>The limit of iterations was reached first: not a minimum.</summary>
    IterationLimit,

    /// <summary>The objective was not finite at any start.</summary>
    NotFinite,
}

/// <summary>Words for <see cref="ExitReason"/>.</summary>
public static class ExitReasons
{
    public static bool IsMinimum(this ExitReason reason) =>
        reason is ExitReason.Converged or ExitReason.NoFurtherDecrease;

    public static string Describe(this ExitReason reason) =>
        reason switch
        {
            ExitReason.NotStarted => "not started: too few points",
            ExitReason.Converged => "converged: the next step would gain less than rounding",
            ExitReason.NoFurtherDecrease => "stopped at rounding: no shorter step gains anything",
            ExitReason.IterationLimit => "stopped at the limit of iterations, not at a minimum",
            ExitReason.NotFinite => "the objective was not finite",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
        };
}
