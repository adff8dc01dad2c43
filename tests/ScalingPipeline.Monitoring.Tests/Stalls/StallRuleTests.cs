using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Stalls;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Stalls;

public sealed class StallRuleTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan _gap = TimeSpan.FromMinutes(10);

    private readonly Run _run = new SimulatedFamily().Runs()[0].Until(400);

    [Fact]
    public void A_job_of_which_nothing_came_for_ten_times_its_usual_gap_is_stalled()
    {
        var last = _start + (19 * _gap);

        Assert.Empty(Stalled(_run, Every(_gap, 20), last + (10 * _gap) - TimeSpan.FromSeconds(1)));
        var alert = Assert.Single(Stalled(_run, Every(_gap, 20), last + (10 * _gap)));

        Assert.Equal(AlertCodes.StalledJob, alert.Code);
        Assert.Equal(CauseCodes.JobStopped, alert.CauseCode);
        Assert.True(alert.Confirmed);
        Assert.Equal(400, alert.SinceStep);
        Assert.Contains(
            "since 2026-03-01 11:10 UTC, at step 400 of 800 (50 %)",
            alert.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("came every 10 min", alert.Message, StringComparison.Ordinal);
        Assert.Contains("more than 100 min", alert.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_said_of_a_silent_job_does_not_change_while_it_is_silent()
    {
        var arrivals = Every(_gap, 20);

        Assert.Equal(
            Stalled(_run, arrivals, _start + TimeSpan.FromDays(1)),
            Stalled(_run, arrivals, _start + TimeSpan.FromDays(9))
        );
    }

    [Fact]
    public void The_shortest_silence_is_an_hour_however_often_logs_come()
    {
        var arrivals = Every(TimeSpan.FromSeconds(20), 50);
        var last = arrivals[^1];

        Assert.Empty(Stalled(_run, arrivals, last + TimeSpan.FromMinutes(59)));
        Assert.Single(Stalled(_run, arrivals, last + TimeSpan.FromMinutes(60)));
    }

    [Fact]
    public void A_job_that_paused_before_is_given_three_times_that_pause()
    {
        DateTimeOffset[] arrivals =
        [
            .. Every(_gap, 10),
            .. Every(_gap, 10).Select(t => t + TimeSpan.FromHours(8)),
        ];

        Assert.Empty(Stalled(_run, arrivals, arrivals[^1] + TimeSpan.FromHours(19)));
        Assert.Single(Stalled(_run, arrivals, arrivals[^1] + TimeSpan.FromHours(20)));
    }

    [Fact]
    public void A_run_that_ended_is_marked_or_has_no_declared_end_is_not_stalled()
    {
        var late = _start + TimeSpan.FromDays(9);
        var ended = new SimulatedFamily().Runs()[0];

        Assert.Empty(Stalled(ended, Every(_gap, 20), late));
        Assert.Empty(
            Stalled(
                _run with
                {
                    Metadata = _run.Metadata with { TotalSteps = null },
                },
                Every(_gap, 20),
                late
            )
        );
        foreach (var verdict in Enum.GetValues<RunVerdict>())
        {
            Assert.Empty(Stalled(_run, Every(_gap, 20), late, verdict));
        }
    }

    [Fact]
    public void Logs_copied_in_all_at_once_are_of_no_job_that_runs()
    {
        var copied = Every(TimeSpan.FromSeconds(2), 20);
        var slow = _run with
        {
            Training = _run.Training with
            {
                ElapsedSeconds = Array.ConvertAll(_run.Training.ElapsedSeconds, s => s * 60),
            },
        };

        Assert.Empty(Stalled(slow, copied, _start + TimeSpan.FromDays(9)));
        Assert.Empty(Stalled(_run, Every(TimeSpan.Zero, 20), _start + TimeSpan.FromDays(9)));
    }

    [Fact]
    public void Seven_logs_say_nothing_of_the_next() =>
        Assert.Empty(Stalled(_run, Every(_gap, 7), _start + TimeSpan.FromDays(9)));

    [Fact]
    public void Silence_before_the_storage_was_watched_does_not_count()
    {
        var arrivals = Every(_gap, 20);
        var started = arrivals[^1] + TimeSpan.FromDays(2);

        Assert.Empty(Check(_run, arrivals, started, started + (10 * _gap) - _gap).Stalled);
        Assert.Single(Check(_run, arrivals, started, started + (10 * _gap)).Stalled);
    }

    [Fact]
    public void The_next_look_is_when_the_first_job_would_be_stalled()
    {
        var arrivals = Every(_gap, 20);

        var (stalled, next) = Check(_run, arrivals, _start, arrivals[^1]);

        Assert.Empty(stalled);
        Assert.Equal(arrivals[^1] + (10 * _gap), next);
        Assert.Null(Check(_run, arrivals, _start, next!.Value).Next);
    }

    [Fact]
    public void Jobs_that_are_silent_together_point_to_what_they_share()
    {
        Run[] runs = [.. new SimulatedFamily().Runs().Take(3).Select(r => r.Until(400))];
        var snapshot = SimulatedDomain.Of(runs);
        var arrivals = Every(_gap, 20);

        var (stalled, _) = StallRule.Check(
            snapshot,
            Progress(snapshot),
            runs.Select(r => new RunArrivals(r.Name, arrivals)),
            _start,
            _start + TimeSpan.FromDays(1)
        );

        Assert.Equal(3, stalled.Count);
        Assert.All(
            stalled,
            c =>
                Assert.Contains(
                    "3 jobs of this domain are silent",
                    c.NextStep,
                    StringComparison.Ordinal
                )
        );
    }

    /// <summary>What the summary of <see cref="ArrivalPace.Limit"/> says.</summary>
    [Fact]
    public void Jobs_that_run_are_seldom_called_stalled()
    {
        const int Domains = 400;
        var alarmed = Enumerable.Range(1, Domains).Count(HasAlarm);

        TestContext.Current.TestOutputHelper!.WriteLine($"{alarmed} of {Domains}");
        Assert.InRange(alarmed, 0, Domains / 50);
    }

    private bool HasAlarm(int seed)
    {
        var random = new Random(seed);
        return Enumerable
            .Range(0, 8)
            .Any(_ =>
            {
                var usual = TimeSpan.FromMinutes(2 + (28 * random.NextDouble()));
                var scatter = 0.2 + (0.8 * random.NextDouble());
                var times = new List<DateTimeOffset> { _start };
                var logs = random.Next(40, 120);
                while (times.Count < logs)
                {
                    var next =
                        times[^1] + (usual * Math.Exp(scatter * SimulatedFamily.Normal(random)));
                    // No limit is below an hour.
                    if (
                        next - times[^1] > TimeSpan.FromHours(1)
                        && ArrivalPace.Of(new RunArrivals("run", times), TrainingSeries.Empty)
                            is { } pace
                        && next - times[^1] > pace.Limit
                    )
                    {
                        return true;
                    }

                    times.Add(next);
                }

                return false;
            });
    }

    private static DateTimeOffset[] Every(TimeSpan gap, int count) =>
        [.. Enumerable.Range(0, count).Select(i => _start + (i * gap))];

    private static IReadOnlyList<AlertCondition> Stalled(
        Run run,
        IReadOnlyList<DateTimeOffset> arrivals,
        DateTimeOffset now,
        RunVerdict? verdict = null
    ) => Check(run, arrivals, _start, now, verdict).Stalled;

    private static (IReadOnlyList<AlertCondition> Stalled, DateTimeOffset? Next) Check(
        Run run,
        IReadOnlyList<DateTimeOffset> arrivals,
        DateTimeOffset watching,
        DateTimeOffset now,
        RunVerdict? verdict = null
    )
    {
        var snapshot = SimulatedDomain.Of(run);
        if (verdict is { } said)
        {
            snapshot = snapshot with
            {
                Marks = new Dictionary<string, RunMark>
                {
                    [run.Name] = new()
                    {
                        Domain = snapshot.Domain,
                        Run = run.Name,
                        Verdict = said,
                        Author = "ada",
                        Comment = "ended",
                        At = _start,
                    },
                },
            };
        }

        return StallRule.Check(
            snapshot,
            Progress(snapshot),
            [new RunArrivals(run.Name, arrivals)],
            watching,
            now
        );
    }

    private static Dictionary<string, double> Progress(DomainSnapshot snapshot) =>
        snapshot.Runs.ToDictionary(
            r => r.Name,
            r =>
                r.Metadata.TotalSteps is { } total
                    ? r.Training.Step[^1] / (double)total
                    : double.NaN,
            StringComparer.Ordinal
        );
}
