using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Trend;

/// <summary>
/// Two witnesses that are weak alone: a learning rate that is not the one its siblings' recipe gives its size, and a loss above the trend by less than the limit of the trend, which at the ends of a ladder and in small
/// families has to be wide. Together they are an alert. The rate alone raises nothing.
/// </summary>
internal static class RateOffTrendRule
{
    /// <summary>Above the trend, in ln loss; more outside the sizes of the siblings. A quarter of healthy runs reach it, none of them with such a rate.</summary>
    private const double Limit = 0.03;

    private const int Blocks = 2;

    /// <param name="view">A run that the trend alone does not accuse.</param>
    /// <param name="pool">Its siblings.</param>
    /// <param name="track">Its training loss against them.</param>
    public static AlertCondition? Check(RunView view, SiblingPool pool, SiblingTrack track)
    {
        if (!pool.HasOtherRate(view))
        {
            return null;
        }

        var references = pool.ReferencesOf(view);
        return view.Final is { } final ? Evaluated(view, references, final)
            : Trained(track) is { } residual
                ? Condition(
                    view,
                    references,
                    AlertCodes.TrainingTrend,
                    residual,
                    Elementary.Exp(view.Curve!.Blocks[track.Residuals[^1].Index].LogLoss),
                    "training loss of its last blocks"
                )
            : null;
    }

    private static AlertCondition? Evaluated(
        RunView view,
        IReadOnlyList<RunView> references,
        EvaluatedLoss final
    ) =>
        SiblingPrediction.At(final, view, references) is { } prediction
        && prediction.Residual > Limit * (1 + prediction.Kriging.DecadesBeyond)
            ? Condition(
                view,
                references,
                AlertCodes.FinalLoss,
                prediction.Residual,
                final.Loss,
                "final evaluation loss"
            )
            : null;

    private static double? Trained(SiblingTrack track) =>
        track.Residuals.Count >= Blocks
        && track
            .Residuals.TakeLast(Blocks)
            .All(r =>
                !TrendLimits.IsEarly(r.EndFraction)
                && r.Residual > Limit * (1 + track.DecadesBeyond)
            )
            ? track.Residuals[^1].Residual
            : null;

    private static AlertCondition? Condition(
        RunView view,
        IReadOnlyList<RunView> references,
        string code,
        double residual,
        double observed,
        string what
    )
    {
        var cause = Causes.Of(view, references, residual);
        if (cause.Code is not (CauseCodes.RateTooHigh or CauseCodes.RateTooLow))
        {
            return null;
        }

        var expected = observed / Elementary.Exp(residual);
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = code,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = expected,
            Observed = observed,
            Message =
                $"The {what} is {Words.Loss(observed)} nats, {Words.Percent(residual)} above the {Words.Loss(expected)} that {Words.Many(references.Count, "sibling", "siblings")} of the same length predict, and its learning rate is not the one that theirs give for its size. Either alone would be no alert.",
            Cause = cause.Text,
            CauseCode = cause.Code,
            NextStep = cause.NextStep,
            Evidence =
                $"Joint evidence: a peak rate more than {RateLine.Factor:0} times, or less than half, what the siblings' rates give (healthy runs of a public ladder: .71 to 1.41), and more than {100 * Limit:0} % above the trend. A wrong rate that costs less stays unseen.",
        };
    }
}
