using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// A run against its siblings: the training loss while it trains, the final evaluation loss once it has ended, with what the
/// training loss showed before as evidence. One deviation gives one alert.
/// </summary>
public static class TrendRule
{
    private const double CriticalFactor = 2;

    /// <summary>The level of the band: the largest of 29 healthy runs, times 1.5, is exceeded by fewer than one in 30.</summary>
    private const double BandLevel = 0.95;

    /// <param name="view">A run whose unit is not in doubt.</param>
    /// <param name="pool">Its siblings.</param>
    /// <param name="state">Its training loss against them.</param>
    public static AlertCondition? Check(RunView view, SiblingPool pool, TrendState state)
    {
        if (pool.Accuses(view) && pool.ScoreOf(view) is { } score)
        {
            return FinalLoss(view, pool, score, state);
        }

        var block = state.OffSince ?? state.FirstSign;
        return block is { } since ? Training(view, pool, state, since) : null;
    }

    private static AlertCondition FinalLoss(
        RunView view,
        SiblingPool pool,
        SiblingScore score,
        TrendState state
    )
    {
        var observed = view.Final!.Loss;
        var expected = observed / Elementary.Exp(score.Residual);
        var since = state.OffSince is { } block ? view.Curve!.FirstStep(block) : (long?)null;
        var cause = Causes.Of(view, pool.ReferencesOf(view), score.Residual);
        var interval = Band(expected, score.Limit);
        return Condition(view, AlertCodes.FinalLoss, score.Residual, score.Limit, cause) with
        {
            Confirmed = true,
            Expected = expected,
            Observed = observed,
            Interval = interval,
            SinceStep = since,
            Message =
                $"The final evaluation loss is {Words.Loss(observed)} nats, {Words.Percent(score.Residual)} {Words.AboveOrBelow(score.Residual)} the {Words.Loss(expected)} that {Words.Many(score.References, "sibling", "siblings")} of the same length predict (healthy: {Words.Loss(interval.Low)} to {Words.Loss(interval.High)})"
                + (
                    since is { } step
                        ? $"; its training loss has been off their trend since step {Words.Count(step)}."
                    : view.Curve is null ? "; no training loss is logged that could be compared."
                    : "; its training loss showed no deviation that large."
                ),
            Evidence = Evidence(score.References, score.Limit, state.Limits),
        };
    }

    private static AlertCondition Training(
        RunView view,
        SiblingPool pool,
        TrendState state,
        int since
    )
    {
        var track = state.Track;
        double Limit(BlockResidual block) =>
            TrendTest.LimitAt(block, track, state.Limits)
            * (block.Residual / SiblingTrack.Scaled(block));

        // A deviation lasts until three blocks lie within: what is told is the last block that shows it.
        var last = track.Residuals.Last(r => Math.Abs(r.Residual) > Limit(r));
        var within = track.Residuals.Count(r => r.Index > last.Index);
        var limit = Limit(last);
        var observed = Elementary.Exp(view.Curve!.Blocks[last.Index].LogLoss);
        var expected = observed / Elementary.Exp(last.Residual);
        var interval = Band(expected, limit);
        var confirmed = state.OffSince is not null;
        var first = view.Curve.FirstStep(since);
        return Condition(
            view,
            AlertCodes.TrainingTrend,
            last.Residual,
            limit,
            Causes.Of(view, pool.ReferencesOf(view), last.Residual)
        ) with
        {
            Confirmed = confirmed,
            Expected = expected,
            Observed = observed,
            Interval = interval,
            SinceStep = first,
            Message =
                $"The training loss of steps {Words.Count(view.Curve.FirstStep(last.Index))} to {Words.Count(view.Curve.LastStep(last.Index))} is {Words.Loss(observed)} nats, {Words.Percent(last.Residual)} {Words.AboveOrBelow(last.Residual)} the {Words.Loss(expected)} that {Words.Many(track.References.Count, "sibling", "siblings")} of the same length had there (healthy: {Words.Loss(interval.Low)} to {Words.Loss(interval.High)}); "
                + (
                    confirmed
                        ? $"it has been off their trend since step {Words.Count(first)}{(within == 0 ? "" : $", and only its last {Words.Many(within, "block lies", "blocks lie")} within again")}."
                        : "a first sign: one block only."
                )
                + (view.Final is null ? "" : " Its final evaluation is within its siblings' band."),
            Evidence = Evidence(track.References.Count, limit, state.Limits),
        };
    }

    private static AlertCondition Condition(
        RunView view,
        string code,
        double residual,
        double limit,
        Cause cause
    ) =>
        new()
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = code,
            Severity =
                residual > CriticalFactor * limit ? AlertSeverity.Critical : AlertSeverity.Warning,
            Confirmed = false,
            Message = "",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence = "",
        };

    private static Interval Band(double expected, double limit) =>
        new(BandLevel, expected * Elementary.Exp(-limit), expected * Elementary.Exp(limit));

    private static string Evidence(int references, double limit, TrendLimits limits) =>
        $"Limit ±{100 * limit:0.0} % with {Words.Many(references, "sibling", "siblings")}{(references <= 2 ? " (provisional: two siblings only)" : "")}, resting on {limits.HealthyRuns} healthy runs {(limits.Learned ? "of this family" : "of a public ladder")}; a lasting deviation below about {100 * Math.Max(limit, 0.02):0} % stays unseen.";
}
