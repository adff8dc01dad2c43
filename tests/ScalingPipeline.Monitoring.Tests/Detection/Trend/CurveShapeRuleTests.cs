using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Trend;
using ScalingPipeline.Monitoring.Tests.Ladder;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Trend;

public sealed class CurveShapeRuleTests
{
    private const int Families = 200;

    private static readonly SimulatedFamily _family = new()
    {
        Sizes = [3_072, 9_600, 24_576, 40_000, 49_152, 82_944],
        RunOffset = 0.01,
    };

    [Fact]
    public void Healthy_curves_keep_the_shape_of_their_siblings()
    {
        var alarmed = Enumerable
            .Range(1, Families)
            .AsParallel()
            .Count(seed => Shapes((_family with { Seed = seed }).Runs()).Any());

        TestContext.Current.TestOutputHelper!.WriteLine($"{alarmed} of {Families}");
        Assert.InRange(alarmed, 0, Families / 100);
    }

    [Fact]
    public async Task Healthy_runs_of_the_public_ladder_keep_their_shape()
    {
        var strengths = new List<double>();
        foreach (var domain in new[] { "language", "code", "math", "image8x8" })
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
                    )
                    .Where(v => detector.PoolOf(v) is not null)
                    .Select(v => CurveShapeRule.Strength(v, detector.PoolOf(v)!.ReferencesOf(v)))
                    .Where(s => !double.IsNaN(s))
            );
            Assert.DoesNotContain(
                detector.Conditions,
                c => c.Code == AlertCodes.CurveShape && c.Confirmed
            );
        }

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{strengths.Count}: {string.Join(' ', strengths.Order().Select(s => s.ToString("0.00")))}"
        );
        Assert.InRange(strengths.Max(), 0, 0.8);
    }

    [Theory]
    [InlineData(0.075)]
    [InlineData(-0.075)]
    public void A_run_that_comes_to_its_end_by_another_way_is_told_of_its_shape(double bulge)
    {
        var runs = _family.Runs().With(3, r => Bulging(r, bulge));

        var told = Assert.Single(SimulatedDomain.Alerts(runs));
        var alert = Assert.Single(
            Detector.Run(SimulatedDomain.Of(runs)).Conditions,
            c => c.Code == AlertCodes.CurveShape
        );

        Assert.Equal(runs[3].Name, alert.Run);
        Assert.Equal(
            (runs[3].Name, bulge > 0 ? AlertCodes.CurveShape : AlertCodes.TrendChange),
            (told.Run, told.Code)
        );
        Assert.Equal(AlertSeverity.Info, alert.Severity);
        Assert.Contains(
            bulge > 0 ? "learned later and caught up" : "was ahead and lost it again",
            alert.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(bulge > 0, alert.Observed > alert.Expected);
    }

    [Fact]
    public void A_run_that_is_off_its_level_alike_throughout_has_the_shape_of_its_siblings() =>
        Assert.Empty(Shapes(_family.Runs().With(3, r => r.Scaled(1.05))));

    [Fact]
    public void A_run_that_is_told_of_already_is_not_told_of_its_shape()
    {
        var runs = _family.Runs().With(3, r => Bulging(r, 0.3));

        Assert.Empty(Shapes(runs));
        Assert.NotEmpty(SimulatedDomain.Alerts(runs));
    }

    /// <summary>Off by most in the middle of the schedule, and by nothing at its ends.</summary>
    private static Run Bulging(Run run, double bulge) =>
        run.WithLosses(
            (step, loss) =>
                loss * Math.Exp(bulge * Math.Sin(Math.PI * step / run.Metadata.TotalSteps!.Value))
        );

    private static IEnumerable<AlertCondition> Shapes(IEnumerable<Run> runs) =>
        SimulatedDomain
            .Alerts(runs)
            .Where(c => string.Equals(c.Code, AlertCodes.CurveShape, StringComparison.Ordinal));
}
