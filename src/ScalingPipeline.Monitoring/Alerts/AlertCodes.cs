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

    /// <summary>The training loss stepped up from one stretch of steps to the next.</summary>
    public const string Step = "loss-step";

    /// <summary>Something changed at one step: the distance from the siblings moved, whatever it was before.</summary>
    public const string TrendChange = "trend-change";

    /// <summary>Training and evaluation loss parted from one another, against the siblings.</summary>
    public const string TrainEvaluationGap = "train-evaluation-gap";

    /// <summary>The loss by context position has another shape than the siblings'.</summary>
    public const string ContextProfile = "context-profile";

    /// <summary>The first token of sequences costs another loss than its entropy, or than in the siblings.</summary>
    public const string FirstToken = "first-token-loss";

    /// <summary>Some evaluation sequences cost a fraction of the others, which they do not in the siblings.</summary>
    public const string MemorisedSequences = "memorised-sequences";

    /// <summary>The learning rates logged contradict what the run declares, or the schedule of its siblings.</summary>
    public const string LearningRateSchedule = "learning-rate-schedule";

    /// <summary>The clock of the training log runs backwards, or its learning rates are those of other steps: rows in a wrong order, or of another run.</summary>
    public const string ClockBackwards = "clock-backwards";

    /// <summary>The loss after a restart is not that before it.</summary>
    public const string Restart = "restart-mismatch";

    /// <summary>Two whole training logs of different level under one name.</summary>
    public const string TwoPopulations = "two-populations";

    /// <summary>An evaluation holds more or fewer tokens than the siblings' on the same set.</summary>
    public const string EvaluationSize = "evaluation-size";

    /// <summary>tokens_per_step differs from the siblings' although the losses agree step by step.</summary>
    public const string TokensPerStep = "tokens-per-step";

    /// <summary>A law of the domain is another one than when the day began.</summary>
    public const string LawMoved = "law-moved";

    /// <summary>The best size for the largest compute of the data is another one than when the day began.</summary>
    public const string OptimalSizeMoved = "optimal-size-moved";

    /// <summary>Nothing new comes of a run that has not reached the end of its schedule.</summary>
    public const string StalledJob = "stalled-job";

    /// <summary>The learning curve of a finished run has another shape than the one its siblings' collapse onto.</summary>
    public const string CurveShape = "curve-shape";
}
