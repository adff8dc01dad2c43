using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Stalls;

/// <summary>
/// A job of which nothing new came for far longer than its logs take, before the end of its declared schedule. Not a matter of the snapshot but of the clock: it holds until
/// logs come, the run is marked, or its schedule is done.
/// </summary>
internal static class StallRule
{
    /// <param name="snapshot">The domain.</param>
    /// <param name="progress">By run: the share of its schedule that is done; NaN where none is declared.</param>
    /// <param name="arrivals">When logs came.</param>
    /// <param name="watching">Since when the storage is watched without a break: before that, silence is nobody's fault.</param>
    /// <param name="now">The time of looking.</param>
    /// <returns>The stalled jobs, ordered by run, and when the next job will be stalled if nothing comes; null for none.</returns>
    public static (IReadOnlyList<AlertCondition> Stalled, DateTimeOffset? Next) Check(
        DomainSnapshot snapshot,
        IReadOnlyDictionary<string, double> progress,
        IEnumerable<RunArrivals> arrivals,
        DateTimeOffset watching,
        DateTimeOffset now
    )
    {
        var came = arrivals.ToDictionary(a => a.Run, StringComparer.Ordinal);
        var stalled = new List<AlertCondition>();
        DateTimeOffset? next = null;
        foreach (var run in snapshot.Runs.Where(r => CanStall(r, snapshot, progress)))
        {
            if (
                !came.TryGetValue(run.Name, out var times)
                || ArrivalPace.Of(times, run.Training) is not { } pace
            )
            {
                continue;
            }

            var due = (pace.Last > watching ? pace.Last : watching) + pace.Limit;
            if (due <= now)
            {
                stalled.Add(Condition(run, progress[run.Name], pace));
            }
            else if (next is null || due < next)
            {
                next = due;
            }
        }

        return (Together(stalled), next);
    }

    /// <summary>Whether a run can stall at all: its schedule has an end that it has not reached, and nobody said a word on it.</summary>
    public static bool CanStall(
        Run run,
        DomainSnapshot snapshot,
        IReadOnlyDictionary<string, double> progress
    ) =>
        progress.GetValueOrDefault(run.Name, double.NaN) < 1
        && !snapshot.Marks.ContainsKey(run.Name);

    private static AlertCondition Condition(Run run, double progress, ArrivalPace pace)
    {
        var training = run.Training;
        var last = training.Count > 0 ? training.Step[^1] : 0;
        return new AlertCondition
        {
            Domain = run.Metadata.Domain,
            Run = run.Name,
            Code = AlertCodes.StalledJob,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            SinceStep = last,
            Message =
                $"Nothing came since {pace.Last.UtcDateTime:yyyy-MM-dd HH:mm} UTC, at step {Words.Count(last)} of {Words.Count(run.Metadata.TotalSteps!.Value)} ({Math.Floor(100 * progress):0} %). Its logs came every {Time(pace.Usual)}, and never more than {Time(pace.Longest)} apart.",
            Cause =
                "Probably the job hangs, crashed or waits for machines; or its logs no longer reach the storage.",
            CauseCode = CauseCodes.JobStopped,
            NextStep =
                "Look whether the job runs, and at its last lines. If it was ended on purpose, mark the run (scaling-pipeline runs mark RUN).",
            Evidence =
                $"Silence of more than {Time(pace.Limit)}: ten times the median of the {pace.Arrivals - 1} gaps between its own logs (more where these scatter), three times the longest, an hour at least.",
        };
    }

    /// <summary>Jobs that stop together have a common reason.</summary>
    private static AlertCondition[] Together(List<AlertCondition> stalled) =>
        stalled.Count < 2
            ? [.. stalled]
            :
            [
                .. stalled.Select(c =>
                    c with
                    {
                        NextStep =
                            $"{c.NextStep} {Words.Count(stalled.Count)} jobs of this domain are silent: look first at what they share, machines, storage and network.",
                    }
                ),
            ];

    private static string Time(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0} s"
        : time.TotalHours < 2 ? $"{time.TotalMinutes:0} min"
        : time.TotalDays < 2 ? $"{time.TotalHours:0.0} h"
        : $"{time.TotalDays:0.0} days";
}
