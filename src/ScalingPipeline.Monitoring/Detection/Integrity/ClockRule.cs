using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>
/// elapsed_s grows from step to step. A restarted job may begin again near zero; anything else that runs backwards is a row in a wrong place.
/// </summary>
internal static class ClockRule
{
    /// <summary>A clock that falls back to less than this share of where it was began anew.</summary>
    private const double Restarted = 0.02;

    public static AlertCondition? Check(RunView view)
    {
        var training = view.Run.Training;
        var backwards = new List<int>();
        var before = double.NaN;
        for (var i = 0; i < training.Count; i++)
        {
            double elapsed = training.ElapsedSeconds[i];
            if (!double.IsFinite(elapsed))
            {
                continue;
            }

            if (elapsed < before && elapsed > Restarted * before)
            {
                backwards.Add(i);
            }

            before = elapsed;
        }

        if (backwards.Count == 0)
        {
            return null;
        }

        var first = backwards[0];
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.ClockBackwards,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Expected = training.ElapsedSeconds[first - 1],
            Observed = training.ElapsedSeconds[first],
            SinceStep = training.Step[first],
            Message =
                $"elapsed_s runs backwards at {Words.Count(backwards.Count)} of {Words.Count(training.Count)} steps, first from {training.ElapsedSeconds[first - 1]:0.#} s to {training.ElapsedSeconds[first]:0.#} s at step {Words.Count(training.Step[first])}.",
            Cause =
                "Rows are in a wrong order or belong to another run: steps renumbered, parts mixed up, or a part overwritten by a retry.",
            CauseCode = CauseCodes.Logging,
            NextStep =
                "Compare the steps of the parts with the job's own output, and upload the right ones; the run raises no trend alert until then.",
            Evidence =
                "Arithmetic on the log alone. A clock that begins again near zero is a restart and is not counted.",
        };
    }
}
