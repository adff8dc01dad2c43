namespace ScalingPipeline.Laws.Siblings;

/// <summary>How far beyond the healthy runs a statistic lies.</summary>
public enum DeviationLevel
{
    None,

    /// <summary>Beyond the largest healthy value; one healthy run in n + 1 gets here by chance.</summary>
    Info,

    /// <summary>Beyond 1.25 times the largest healthy value.</summary>
    Warning,

    /// <summary>Beyond 1.5 times the largest healthy value: the limit of an alarm.</summary>
    Critical,
}

/// <summary>
/// A limit learned from the leave-one-run-out values of a family's healthy runs: 1.5 times the largest, at least 2 %. On 29 healthy ladder runs that
/// gave 11.7 % before 15 % of a run and 8.3 % after; thresholds so set reached recall .94 on faults kept aside.
/// </summary>
/// <param name="Largest">The largest healthy value of |statistic|, raised so that the limit is at least 2 %.</param>
/// <param name="HealthyRuns">How many healthy runs are behind it: print it beside every threshold.</param>
public sealed record LearnedThreshold(double Largest, int HealthyRuns)
{
    public const double Factor = 1.5;
    public const double LeastLimit = 0.02;
    private const double WarningFactor = 1.25;

    /// <summary>The limit of an alarm.</summary>
    public double Limit => Factor * Largest;

    /// <summary>No method can promise a smaller false-alarm rate for each run: 1/(n + 1).</summary>
    public double SmallestFalseAlarmRate => 1.0 / (HealthyRuns + 1);

    /// <summary>Learns from one largest value for each healthy run; pool all domains when a family has fewer than ten.</summary>
    /// <exception cref="ArgumentException">There is no value, or one is not finite.</exception>
    public static LearnedThreshold From(IReadOnlyCollection<double> leaveOneOutValues)
    {
        if (leaveOneOutValues.Count == 0 || leaveOneOutValues.Any(v => !double.IsFinite(v)))
        {
            throw new ArgumentException(
                "A threshold is learned from one finite value for each healthy run.",
                nameof(leaveOneOutValues)
            );
        }

        var largest = leaveOneOutValues.Max(Math.Abs);
        return new LearnedThreshold(
            Math.Max(largest, LeastLimit / Factor),
            leaveOneOutValues.Count
        );
    }

    /// <summary>Two-sided: better than the trend is a deviation too.</summary>
    public DeviationLevel LevelOf(double statistic) =>
        (Math.Abs(statistic) / Largest) switch
        {
            > Factor => DeviationLevel.Critical,
            > WarningFactor => DeviationLevel.Warning,
            > 1 => DeviationLevel.Info,
            _ => DeviationLevel.None,
        };
}
