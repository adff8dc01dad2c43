using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Detection.Integrity;

/// <summary>Restarted jobs go on where they were, and one name stands for one run.</summary>
internal static class RestartRule
{
    /// <summary>Joins of a public family stay below 1 %.</summary>
    private const double Mismatch = 0.05;

    /// <summary>In the steep start a few steps make more than that.</summary>
    private const double SteepStart = 0.02;

    private const int RowsBefore = 24;

    /// <summary>Seeds of one recipe differ by less.</summary>
    private const double OnePopulation = 0.05;

    public static AlertCondition? Join(RunView view)
    {
        var joins = view
            .Run.Restarts.Where(r =>
                Math.Abs(r.Difference) > Mismatch
                && r.Step > SteepStart * view.Run.Metadata.TotalSteps
            )
            .ToArray();
        if (joins.Length == 0)
        {
            return null;
        }

        var worst = joins.MaxBy(r => Math.Abs(r.Difference));
        var at = Array.BinarySearch(view.Run.Training.Step, worst.Step);
        var lost = at > 0 && WeightsLost.IsShownBy(view, at, at + 1, LevelBefore(view, at));
        return new AlertCondition
        {
            Domain = view.Domain,
            Run = view.Name,
            Code = AlertCodes.Restart,
            Severity = AlertSeverity.Critical,
            Confirmed = true,
            Expected = 0,
            Observed = worst.Difference,
            SinceStep = worst.Step,
            Message =
                $"After the restart at step {Words.Count(worst.Step)} the training loss is {Words.Percent(worst.Difference)} {Words.AboveOrBelow(worst.Difference)} that of the part before it ({Words.Many(view.Run.Restarts.Count, "restart", "restarts")} in this log).",
            Cause = lost
                ? WeightsLost.Cause.Text
                : "Cause open: another checkpoint, other data or other settings than before the restart.",
            CauseCode = lost ? WeightsLost.Cause.Code : CauseCodes.Open,
            NextStep = "Check which checkpoint the job resumed from, and with which configuration.",
            Evidence =
                $"Limit {100 * Mismatch:0} % at a join; 27 joins of a public family stay below 1 %.",
        };
    }

    /// <summary>The mean loss of the rows before a restart.</summary>
    private static double LevelBefore(RunView view, int at) =>
        view
            .Run.Training.Loss[Math.Max(0, at - RowsBefore)..at]
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Average();

    public static AlertCondition? Populations(RunView view) =>
        view.Run.OtherPopulation is { } other && Math.Abs(other) > OnePopulation
            ? new AlertCondition
            {
                Domain = view.Domain,
                Run = view.Name,
                Code = AlertCodes.TwoPopulations,
                Severity = AlertSeverity.Warning,
                Confirmed = true,
                Expected = 0,
                Observed = other,
                Message =
                    $"Two whole training logs lie under this name: over the later half of the schedule the losses of one are {Words.Percent(other)} {Words.AboveOrBelow(other)} the other's.",
                Cause = "Two different models or recipes share one name.",
                CauseCode = CauseCodes.Logging,
                NextStep =
                    "Give them names of their own; until then the one that reaches further is shown, and neither is a reference.",
                Evidence =
                    $"Limit {100 * OnePopulation:0} %: twenty times what seeds of one recipe differ by in a public family. They are never averaged.",
            }
            : null;
}
