namespace ScalingPipeline.Simulation.Faults;

/// <summary>The codes of likely causes, as alerts name them.</summary>
internal static class ExpectedCause
{
    public const string Open = "open";
    public const string Logging = "logging";
    public const string RateTooHigh = "learning-rate-too-high";
    public const string RateTooLow = "learning-rate-too-low";
    public const string Schedule = "learning-rate-schedule";
    public const string RepeatedData = "repeated-data";
    public const string EvaluationLeak = "evaluation-leak";
    public const string CorruptedData = "corrupted-data";
    public const string DataSwitch = "data-switch";
    public const string ContextReset = "context-reset";
    public const string AttentionWindow = "attention-window";
    public const string FirstToken = "first-token";
    public const string WeightsLost = "weights-not-restored";
    public const string OptimizerState = "optimizer-state-lost";
    public const string Divergence = "divergence";
    public const string Batch = "batch";
}
