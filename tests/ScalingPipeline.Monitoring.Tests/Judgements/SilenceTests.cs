using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Tests.Delivery;

namespace ScalingPipeline.Monitoring.Tests.Judgements;

public sealed class SilenceTests
{
    private static readonly Signature _signature = Signature.Of(
        "ada",
        "maintenance",
        TestDelivery.Start
    );

    [Theory]
    [InlineData("run-17", true)]
    [InlineData("run-1", false)]
    [InlineData("run-*", true)]
    [InlineData("*", true)]
    [InlineData("*17", true)]
    [InlineData("r*n*7", true)]
    [InlineData("run-17*run-17", false)]
    [InlineData("*run-17*", true)]
    [InlineData("RUN-17", false)]
    [InlineData("run-1?", false)]
    [InlineData("run-[0-9]*", false)]
    public void A_star_stands_for_any_characters_and_all_else_for_itself(
        string run,
        bool matches
    ) =>
        Assert.Equal(
            matches,
            Silenced("language", run, code: null)
                .Matches(AlertDocument.Of(TestDelivery.Alert("run-17")))
        );

    [Fact]
    public void Domain_run_and_code_must_all_match()
    {
        var alert = AlertDocument.Of(TestDelivery.Alert("run-17"));

        Assert.True(Silenced("language", "run-17", alert.Code).Matches(alert));
        Assert.False(Silenced("math", "run-17", alert.Code).Matches(alert));
        Assert.False(Silenced("language", "run-18", alert.Code).Matches(alert));
        Assert.False(Silenced("language", "run-17", "loss-spike").Matches(alert));
    }

    [Fact]
    public void It_is_active_from_its_start_until_its_expiry()
    {
        var silence = Silenced("language", run: null, code: null);

        Assert.False(silence.IsActive(TestDelivery.Start.AddTicks(-1)));
        Assert.True(silence.IsActive(TestDelivery.Start));
        Assert.True(silence.IsActive(TestDelivery.Start.AddHours(8).AddTicks(-1)));
        Assert.False(silence.IsActive(TestDelivery.Start.AddHours(8)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((365 * 24) + 1)]
    public void It_ends_within_a_year(int hours) =>
        Assert.Throws<JudgementException>(() =>
            Silence.Of("language", null, null, _signature, TimeSpan.FromHours(hours))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("**")]
    public void Nobody_silences_everything(string? pattern) =>
        Assert.Throws<JudgementException>(() => Silenced(pattern, pattern, pattern));

    [Theory]
    [InlineData(null, "why")]
    [InlineData("ada", null)]
    [InlineData("ada", " ")]
    public void Who_and_why_must_be_said(string? author, string? comment) =>
        Assert.Throws<JudgementException>(() => Signature.Of(author, comment, TestDelivery.Start));

    private static Silence Silenced(string? domain, string? run, string? code) =>
        Silence.Of(domain, run, code, _signature, TimeSpan.FromHours(8));
}
