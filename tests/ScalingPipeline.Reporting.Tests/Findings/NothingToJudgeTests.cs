using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Tests.Findings;

/// <summary>A report of nothing, or next to nothing, must not sound as if all were well.</summary>
public sealed class NothingToJudgeTests
{
    private static readonly ReportInput _nothing = SampleReport.Of();

    private static readonly ReportInput _one = SampleReport.Of(
        new SampleDomain("language") { Runs = 1, Fitted = false }.Build()
    );

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_begins_with_what_to_do(bool empty)
    {
        var input = empty ? _nothing : _one;

        var first = Lead.Of(input)[0];

        Assert.Equal("Nothing to judge yet", first.Topic);
        Assert.Contains("scaling-pipeline ", first.Text, StringComparison.Ordinal);
        Assert.Contains("nothing to judge yet", Lead.Headline(input), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_in_it_reassures(bool empty)
    {
        var html = ReportWriter.Html(empty ? _nothing : _one);

        Assert.DoesNotContain("Every law", html, StringComparison.Ordinal);
        Assert.DoesNotContain("deviates from what", html, StringComparison.Ordinal);
        Assert.DoesNotContain("No alert is firing", html, StringComparison.Ordinal);
        Assert.DoesNotContain("1 fitted runs", html, StringComparison.Ordinal);
        Assert.DoesNotContain("runs in 1 domain", html, StringComparison.Ordinal);
        Assert.Contains("No law is fitted yet", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_runs_were_judged_it_says_how_many()
    {
        var input = SampleReport.Of(new SampleDomain("language").Build()) with { Alerts = [] };

        Assert.Equal(
            "None of 7 runs deviates from what its siblings predict, and no law moved.",
            JudgedRuns.Of(input).Quiet()
        );
        Assert.DoesNotContain(Lead.Of(input), item => item.Topic == "Nothing to judge yet");
    }
}
