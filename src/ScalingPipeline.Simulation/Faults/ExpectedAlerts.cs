namespace ScalingPipeline.Simulation.Faults;

/// <summary>The codes of the alerts that faults raise once the run has ended: labels as every sink shows them.</summary>
internal static class ExpectedAlerts
{
    public const string UnitMismatch = "unit-mismatch";
    public const string TokenCount = "token-count";
    public const string NonFinite = "non-finite-loss";
    public const string MissingSteps = "missing-steps";
    public const string FinalLoss = "final-loss-off-trend";
    public const string Spike = "loss-spike";
    public const string Step = "loss-step";
    public const string TrainingTrend = "training-off-trend";
    public const string TrainEvaluationGap = "train-evaluation-gap";
    public const string ContextProfile = "context-profile";
    public const string LearningRateSchedule = "learning-rate-schedule";
    public const string ClockBackwards = "clock-backwards";
    public const string EvaluationSize = "evaluation-size";
    public const string FirstToken = "first-token-loss";
    public const string MemorisedSequences = "memorised-sequences";
}
