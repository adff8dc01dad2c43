using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Tests.Alerts;

public sealed class FalseDiscoveriesTests
{
    [Fact]
    public void A_test_that_stands_alone_stands_among_few_others() =>
        Assert.True(Controlled(0.0005, others: 40, otherPValue: 0.6).Confirmed);

    [Fact]
    public void Among_a_hundred_tests_it_is_a_first_sign_only() =>
        Assert.False(Controlled(0.0008, others: 99, otherPValue: 0.6).Confirmed);

    [Fact]
    public void Among_a_hundred_of_which_others_are_small_too_it_stands() =>
        Assert.True(Controlled(0.0008, others: 99, otherPValue: 0.0008).Confirmed);

    [Fact]
    public void What_is_certain_stands_among_any_number() =>
        Assert.True(Controlled(0, others: 10_000, otherPValue: 0.6).Confirmed);

    [Fact]
    public void A_rule_without_a_p_value_is_not_touched()
    {
        var condition = AlertLifecycleTests.Condition();

        Assert.Equal(
            condition,
            Assert.Single(FalseDiscoveries.Control([condition], [], [Test(0.5)]))
        );
    }

    [Fact]
    public void Of_nights_in_which_nothing_moved_no_more_than_the_rate_tell_of_anything()
    {
        const int Nights = 2_000;
        var random = new Random(1);
        var told = Enumerable
            .Range(0, Nights)
            .Count(_ =>
            {
                double[] p = [.. Enumerable.Range(0, 200).Select(_ => random.NextDouble())];
                return FalseDiscoveries
                    .Control(
                        p.Select(v => AlertLifecycleTests.Condition() with { PValue = v }),
                        p.Select(Test),
                        []
                    )
                    .Any(c => c.Confirmed);
            });

        Assert.InRange(told / (double)Nights, 0.03, 0.07);
    }

    private static AlertCondition Controlled(double pValue, int others, double otherPValue) =>
        Assert.Single(
            FalseDiscoveries.Control(
                [AlertLifecycleTests.Condition() with { PValue = pValue }],
                [Test(pValue)],
                Enumerable.Repeat(Test(otherPValue), others)
            )
        );

    private static TestedDeviation Test(double pValue) =>
        new(AlertCodes.LawMoved, "L(N,D)", pValue);
}
