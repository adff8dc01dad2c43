namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>The kinds of deviation. Stable: they are labels in every sink.</summary>
public static class AlertCodes
{
    /// <summary>The losses contradict the unit that the run declares.</summary>
    public const string UnitMismatch = "unit-mismatch";

    /// <summary>The token counter contradicts steps x tokens per step.</summary>
    public const string TokenCount = "token-count";

    /// <summary>Losses that are NaN or infinite.</summary>
    public const string NonFinite = "non-finite-loss";

    /// <summary>Training steps are missing between the first and the last one logged.</summary>
    public const string MissingSteps = "missing-steps";

    /// <summary>The training loss leaves its siblings, block after block.</summary>
    public const string TrainingTrend = "training-off-trend";

    /// <summary>The final evaluation loss is outside the interval that siblings and law give it.</summary>
    public const string FinalLoss = "final-loss-off-trend";

    /// <summary>A jump of the training loss.</summary>
    public const string Spike = "loss-spike";

    /// <summary>The training loss rose over its own minimum and stayed there.</summary>
    public const string Divergence = "divergence";
}
