using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Worker.Explaining;

/// <summary>Why a run is alerted, or why it is not, in one or two sentences.</summary>
internal static class AlertVerdict
{
    public static string Of(
        RunAssessment? assessment,
        IReadOnlyList<AlertDocument> alerts,
        IReadOnlyList<UntoldSign> untold,
        bool isDeclared
    )
    {
        var open = alerts.Where(a => a.Status != AlertStatus.Resolved).ToArray();
        if (open.Length > 0)
        {
            return $"It is alerted: {string.Join(", ", open.Select(Named))}.";
        }

        if (untold.Count > 0)
        {
            return $"No alert yet: there is a first sign ({string.Join(", ", untold.Select(s => s.Code))}), which is told once it is confirmed.";
        }

        return assessment switch
        {
            null when !isDeclared =>
                "No alert: it has not declared itself, so that it is compared with nothing.",
            null =>
                "No alert: no refit has seen it yet; the service refits by itself, or run: scaling-pipeline refit",
            { Expected: null } => $"No alert: {assessment.Basis}.",
            { Interval: { } band } when Inside(assessment.Observed, band) =>
                $"No alert: it is within the band. {Held(assessment, band)}.",
            { Interval: { } band } =>
                $"No alert: {Held(assessment, band)}. It is outside that band, as {1 - band.Level:0%} of healthy runs are, and within the threshold of an alert, which is wider.",
            _ => $"No alert: {assessment.Basis}.",
        };
    }

    private static string Named(AlertDocument alert) =>
        AlertClearing.Of(alert.Status, alert.ClearedEvaluations) is null
            ? alert.Code
            : $"{alert.Code} (which no longer holds, and is about to resolve)";

    private static bool Inside(double observed, Interval band) =>
        observed >= band.Low && observed <= band.High;

    private static string Held(RunAssessment assessment, Interval band) =>
        FormattableString.Invariant(
            $"Expected {assessment.Expected:0.0000} nats per token, {band.Level:0%} interval {band.Low:0.0000} to {band.High:0.0000}; observed {assessment.Observed:0.0000}"
        );
}
