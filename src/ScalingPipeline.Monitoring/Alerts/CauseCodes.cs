namespace ScalingPipeline.Monitoring.Alerts;

/// <summary>Likely causes of a deviation. Stable: programs may rely on them.</summary>
public static class CauseCodes
{
    /// <summary>Nothing that was seen points to one cause.</summary>
    public const string Open = "open";

    /// <summary>The log says something that is not so: a unit, a counter, rows.</summary>
    public const string Logging = "logging";

    public const string RateTooHigh = "learning-rate-too-high";
    public const string RateTooLow = "learning-rate-too-low";

    /// <summary>Warm-up or decay are others than the siblings'.</summary>
    public const string Schedule = "learning-rate-schedule";

    /// <summary>Training data seen more often than the siblings': training falls, evaluation does not.</summary>
    public const string RepeatedData = "repeated-data";

    /// <summary>Evaluation data seen in training, or an easier evaluation: it is better than training says.</summary>
    public const string EvaluationLeak = "evaluation-leak";

    /// <summary>Training data or targets damaged, or masked differently: training is worse than the evaluation says.</summary>
    public const string CorruptedData = "corrupted-data";

    /// <summary>Other training data from one step on.</summary>
    public const string DataSwitch = "data-switch";

    /// <summary>The context is forgotten every so many tokens.</summary>
    public const string ContextReset = "context-reset";

    /// <summary>Distant context is not used, or the profile over positions has another shape.</summary>
    public const string AttentionWindow = "attention-window";

    /// <summary>Begin-of-sequence token, mask or shift of targets at the first position.</summary>
    public const string FirstToken = "first-token";

    /// <summary>A restart did not restore the weights.</summary>
    public const string WeightsLost = "weights-not-restored";

    /// <summary>The loss jumped and was learned back: a restart without the optimizer's moments, or a short disturbance.</summary>
    public const string OptimizerState = "optimizer-state-lost";

    /// <summary>Training and evaluation rise together, far over what they had reached.</summary>
    public const string Divergence = "divergence";

    /// <summary>A batch that disturbs every run that sees it.</summary>
    public const string Batch = "batch";

    /// <summary>Runs that entered a law or left it.</summary>
    public const string RunsChanged = "runs-changed";

    /// <summary>The same runs have other losses: the pipeline definition or their logs changed.</summary>
    public const string Redefined = "losses-redefined";

    /// <summary>Another version of the code made the numbers.</summary>
    public const string CodeVersion = "code-version";

    /// <summary>The job hangs, crashed or waits, or its logs do not arrive.</summary>
    public const string JobStopped = "job-stopped";
}
