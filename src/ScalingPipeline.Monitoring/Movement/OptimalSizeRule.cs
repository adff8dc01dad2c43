using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Movement;

/// <summary>
/// The best size for the largest compute of the data moved, by L(N,D): by more than the earlier law was uncertain, and by more than matters for a plan. Of the 379 simulated
/// healthy domains of <see cref="LawMovedRule"/> none alarmed.
/// </summary>
internal static class OptimalSizeRule
{
    /// <summary>A size 1.25 times off the best costs some thousandths of the loss at most: less is not worth a message.</summary>
    private const double LeastFactor = 1.25;

    private const double BandLevel = 0.95;

    /// <summary>Null when the optimal size is what it was, or it cannot be told.</summary>
    /// <inheritdoc cref="LawMovedRule.Check"/>
    public static (double PValue, AlertCondition Condition)? Check(
        string domain,
        LawPair pair,
        int tests,
        DateTimeOffset since
    )
    {
        if (Shift(pair) is not var (compute, moved))
        {
            return null;
        }

        var p = moved.PValue * tests;
        if (!(p < LawMovedRule.Sign) || Math.Abs(moved.Difference) < Elementary.Log(LeastFactor))
        {
            return null;
        }

        var (before, after) = (Elementary.Exp(moved.Before), Elementary.Exp(moved.After));
        var (low, high) = moved.Interval(BandLevel);
        var runs = pair.Changes;
        var cause = MovementCause.Of(pair, runs);
        return (
            p,
            new AlertCondition
            {
                Domain = domain,
                Run = AlertSubject.WholeDomain,
                Code = AlertCodes.OptimalSizeMoved,
                Severity = AlertSeverity.Warning,
                Confirmed = p < LawMovedRule.Level,
                PValue = Math.Min(1, p),
                Expected = before,
                Observed = after,
                Interval = new Interval(BandLevel, low, high),
                Message =
                    $"N_opt at {compute:0.##e+0} FLOP, the largest compute of {pair.After.Family}, moved since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC: {Size(after)} parameters, {Words.Times(after / before)} times the {Size(before)} of before ({100 * BandLevel:0} %: {Size(low)} to {Size(high)}). {Words.Count(pair.Before.Points)} runs then, {Words.Count(pair.After.Points)} now.",
                Cause = cause.Text,
                CauseCode = cause.Code,
                NextStep =
                    $"Hold back runs that were planned with the earlier size. {cause.NextStep}",
                Evidence =
                    $"By L(N,D), whose earlier N_opt is known by a jackknife over {Words.Count(pair.Before.Points)} runs: p = {LawMovedRule.Probability(p)}{(tests > 1 ? $" after sharing the level among {tests} laws" : "")}; limit {LawMovedRule.Level} and a factor {LeastFactor}.",
            }
        );
    }

    /// <summary>The shift at the largest compute of the data; null where the law says nothing of an optimal size.</summary>
    public static (double Compute, ShiftEstimate Moved)? Shift(LawPair pair)
    {
        if (
            !pair.IsJoint
            || pair.After.Status == LawStatus.NotIdentified
            || pair.Shift is not { } shift
        )
        {
            return null;
        }

        var compute = pair.After.Observations.Max(o => TrainingCompute.Flops(o.X, o.Y));
        return (compute, shift.OptimalSize(compute));
    }

    private static string Size(double parameters) => parameters.ToString("0.00e+0");
}
