using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Monitoring.Tests.Detection.Positions;

public sealed class FirstTokenRuleTests
{
    private static readonly IReadOnlyList<Run> _healthy = new SimulatedFamily().Runs();

    [Theory]
    [InlineData(1.4)]
    [InlineData(0.6)]
    public void A_first_token_off_the_siblings_is_told_with_its_cause(double factor)
    {
        var alert = Assert.Single(
            SimulatedDomain.Alerts(_healthy.With(2, r => FirstToken(r, factor)))
        );

        Assert.Equal(AlertCodes.FirstToken, alert.Code);
        Assert.Equal(CauseCodes.FirstToken, alert.CauseCode);
        Assert.Equal(_healthy[2].Name, alert.Run);
        Assert.Equal(factor, alert.Observed!.Value / alert.Expected!.Value, 0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Of_three_runs_no_healthy_one_is_accused(int faulty)
    {
        var three = new SimulatedFamily { Sizes = [9_600, 24_576, 49_152] }.Runs();

        Assert.All(
            SimulatedDomain.Alerts(three.With(faulty, r => FirstToken(r, 1.5))),
            alert => Assert.Equal(three[faulty].Name, alert.Run)
        );
    }

    [Theory]
    [InlineData(1.1)]
    [InlineData(0.9)]
    public void A_tenth_is_within_what_healthy_runs_do(double factor) =>
        Assert.Empty(SimulatedDomain.Alerts(_healthy.With(2, r => FirstToken(r, factor))));

    [Fact]
    public void Early_in_the_schedule_nothing_is_said() =>
        Assert.Empty(
            SimulatedDomain.Alerts(
                _healthy.With(2, r => FirstToken(r, 1.4).Until(r.Metadata.TotalSteps!.Value / 8))
            )
        );

    [Theory]
    [InlineData(1.2, AlertCodes.FirstToken)]
    [InlineData(1.0, null)]
    [InlineData(0.5, AlertCodes.FirstToken)]
    public void With_the_entropy_declared_a_run_alone_is_enough(double ratio, string? code)
    {
        var run = _healthy[2];
        var first = run.Evaluations[^1].Profile.Buckets[0].Mean.Value;
        var snapshot = SimulatedDomain.Of([run]) with { FirstTokenEntropy = first / ratio };

        var told = Detector.Run(snapshot).Conditions.SingleOrDefault(c => c.Confirmed);

        Assert.Equal(code, told?.Code);
    }

    private static Run FirstToken(Run run, double factor) =>
        run with
        {
            Evaluations =
            [
                .. run.Evaluations.Select(e =>
                    e with
                    {
                        Profile = new PositionProfile([
                            e.Profile.Buckets[0] with
                            {
                                Sum = e.Profile.Buckets[0].Sum * factor,
                                SequenceSquares =
                                    e.Profile.Buckets[0].SequenceSquares * factor * factor,
                                SequenceProducts = e.Profile.Buckets[0].SequenceProducts * factor,
                            },
                            .. e.Profile.Buckets.Skip(1),
                        ]),
                    }
                ),
            ],
        };
}
