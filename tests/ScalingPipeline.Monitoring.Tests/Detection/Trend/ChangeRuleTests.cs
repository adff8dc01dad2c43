using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Trend;
using ScalingPipeline.Monitoring.Tests.Ladder;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Trend;

public sealed class ChangeRuleTests
{
    private static readonly string[] _domains = ["language", "code", "math", "image8x8"];

    [Fact]
    public async Task Healthy_runs_of_the_public_ladder_keep_clear_of_the_limit()
    {
        var strengths = new List<(double Strength, string Run)>();
        foreach (var domain in _domains)
        {
            var snapshot = await LadderLogs.ReadAsync(
                domain,
                TestContext.Current.CancellationToken
            );
            var detector = Detector.Run(snapshot);
            strengths.AddRange(
                detector
                    .Views.Where(v =>
                        !v.Name.EndsWith("s4713", StringComparison.Ordinal)
                        && !v.Name.EndsWith("s6281", StringComparison.Ordinal)
                        && detector.PoolOf(v) is not null
                    )
                    .Select(v =>
                        (ChangeRule.Strength(v, detector.PoolOf(v)!.ReferencesOf(v)), v.Name)
                    )
                    .Where(s => !double.IsNaN(s.Item1))
            );
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{strengths.Count}: {string.Join('\n', strengths.Order().Select(s => $"{s.Strength:0.00} {s.Run}"))}"
        );
        Assert.InRange(strengths.Max().Strength, 0, 0.85);
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(-0.05)]
    public void A_step_within_the_offsets_of_healthy_runs_is_told_with_its_place(double size)
    {
        var runs = new SimulatedFamily { Seed = 3 }
            .Runs()
            .With(2, r => Stepping(r, size, 0.5));

        var alert = Assert.Single(SimulatedDomain.Alerts(runs));

        Assert.Equal((runs[2].Name, AlertCodes.TrendChange), (alert.Run, alert.Code));
        Assert.Equal(AlertSeverity.Warning, alert.Severity);
        Assert.InRange(alert.SinceStep!.Value, 361, 441);
        Assert.Contains("Something changed at about step", alert.Message, StringComparison.Ordinal);
        Assert.InRange(Math.Log(alert.Observed!.Value / alert.Expected!.Value) / size, 0.5, 1.5);
    }

    [Fact]
    public void A_slow_drift_is_told_as_one()
    {
        var runs = new SimulatedFamily { Seed = 3, RunOffset = 0.005 }
            .Runs()
            .With(2, r => Drifting(r.Scaled(0.955), 0.11, 0.3));

        var alert = Assert.Single(
            SimulatedDomain.Alerts(
                runs.With(2, r => r.Until((long)(0.95 * r.Metadata.TotalSteps!.Value)))
            )
        );

        Assert.Equal((runs[2].Name, AlertCodes.TrendChange), (alert.Run, alert.Code));
        Assert.Contains(
            "has drifted up against its siblings",
            alert.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Each of three runs moves as much against the other two.</summary>
    [Fact]
    public void With_two_siblings_nobody_is_accused_of_a_change()
    {
        var family = new SimulatedFamily { Seed = 3, Sizes = [3_072, 9_600, 24_576] };

        Assert.Empty(Changes(family.Runs().With(1, r => Stepping(r, 0.05, 0.5))));
    }

    /// <summary>The sibling that is predicted from a faulty run moves as much as it does.</summary>
    [Fact]
    public void Of_five_runs_the_one_that_changed_is_accused_and_no_other()
    {
        var accused = Enumerable
            .Range(1, 50)
            .SelectMany(seed =>
                SimulatedDomain
                    .Alerts(
                        new SimulatedFamily { Seed = seed }
                            .Runs()
                            .With(seed % 5, r => Stepping(r, 0.06, 0.5))
                    )
                    .Where(c => c.Severity > AlertSeverity.Info)
                    .Select(c =>
                        (
                            Right: c.Run.StartsWith($"run-{seed % 5}-", StringComparison.Ordinal),
                            c.Run
                        )
                    )
            )
            .ToArray();

        Assert.DoesNotContain(accused, a => !a.Right);
        Assert.InRange(accused.Length, 45, 50);
    }

    [Fact]
    public void Healthy_families_are_left_alone()
    {
        var alarmed = Enumerable
            .Range(1, 200)
            .AsParallel()
            .Count(seed =>
                Changes(new SimulatedFamily { Seed = seed, RunOffset = 0.02 }.Runs()).Any()
            );

        Assert.InRange(alarmed, 0, 1);
    }

    /// <summary>Blocks of one to six steps: their own standard errors are worth nothing.</summary>
    [Theory]
    [InlineData(64)]
    [InlineData(128)]
    [InlineData(256)]
    public void Short_schedules_are_left_alone(int steps)
    {
        var alarmed = Enumerable
            .Range(1, 100)
            .AsParallel()
            .Count(seed =>
                Changes(new SimulatedFamily { Seed = seed, Steps = steps }.Runs()).Any()
            );

        Assert.Equal(0, alarmed);
    }

    /// <summary>What a sibling adds that logs every tenth step is not in the run's own standard errors.</summary>
    [Fact]
    public void Siblings_that_log_seldom_make_no_healthy_run_look_changed()
    {
        var alarmed = Enumerable
            .Range(1, 100)
            .AsParallel()
            .Count(seed =>
                Changes(
                        new SimulatedFamily { Seed = seed }
                            .Runs()
                            .With(2, r => r.Keeping(step => step % 10 == 0))
                    )
                    .Any()
            );

        Assert.InRange(alarmed, 0, 1);
    }

    private static Run Stepping(Run run, double size, double from) =>
        run.Mapped(
            (step, loss) =>
                step > from * run.Metadata.TotalSteps!.Value ? loss * Math.Exp(size) : loss
        );

    private static Run Drifting(Run run, double size, double from) =>
        run.Mapped(
            (step, loss) =>
                loss
                * Math.Exp(
                    size
                        * Math.Max(0, (step / (double)run.Metadata.TotalSteps!.Value) - from)
                        / (1 - from)
                )
        );

    private static IEnumerable<AlertCondition> Changes(IEnumerable<Run> runs) =>
        SimulatedDomain
            .Alerts(runs)
            .Where(c => string.Equals(c.Code, AlertCodes.TrendChange, StringComparison.Ordinal));
}
