using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>How far the training loss of a healthy run may lie from its siblings' prediction, in ln loss, and what that rests on.</summary>
/// <param name="EarlyLimit">Before 15 % of the schedule.</param>
/// <param name="LateLimit">After it.</param>
/// <param name="HealthyRuns">The healthy runs behind the limits.</param>
/// <param name="Learned">Whether they are the family's own.</param>
public sealed record TrendLimits(double EarlyLimit, double LateLimit, int HealthyRuns, bool Learned)
{
    /// <summary>
    /// The two-block statistic, slope-scaled and over 1 + h, of 29 healthy public runs against their siblings reaches 3.2 % with four references and 4.5 % with three; the limit is
    /// 1.9 times the first. By exchangeability the largest value itself would be exceeded by one healthy run in 30.
    /// </summary>
    public static TrendLimits Default { get; } = new(0.075, 0.06, 29, Learned: false);

    private const int EnoughRuns = 10;

    /// <summary>A family that wavers more than this has an unnoticed fault among its healthy runs.</summary>
    private const double LargestOfDefault = 1.5;

    /// <summary>Before this share of the schedule healthy curves differ more: they leave their plateau at different moments.</summary>
    private const double Early = 0.15;

    public static bool IsEarly(double progress) => progress < Early;

    public double At(double progress) => IsEarly(progress) ? EarlyLimit : LateLimit;

    /// <summary>The family's own limits from ten healthy runs or more, else the pooled ones.</summary>
    /// <param name="healthy">For each healthy run its largest two-block statistic, early and later.</param>
    public static TrendLimits From(IReadOnlyCollection<(double Early, double Late)> healthy) =>
        healthy.Count < EnoughRuns
            ? Default
            : new TrendLimits(
                Limit([.. healthy.Select(h => h.Early)], Default.EarlyLimit),
                Limit([.. healthy.Select(h => h.Late)], Default.LateLimit),
                healthy.Count,
                Learned: true
            );

    private static double Limit(double[] healthy, double pooled) =>
        Math.Min(LearnedThreshold.From(healthy).Limit, LargestOfDefault * pooled);
}
