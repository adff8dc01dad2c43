using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Reporting.Findings;

namespace ScalingPipeline.Reporting.Tests.Findings;

public sealed class FindingsTests
{
    [Fact]
    public void The_ledger_line_adds_up()
    {
        var counts = new LedgerCounts(2, 3, 5, 7, 11, 13);

        var line = LedgerWords.Sum(counts);

        Assert.Equal(
            "41 seen = 5 committed + 3 in progress + 7 superseded + 11 quarantined + 13 foreign + 2 discovered",
            line
        );
        var numbers = line.Split(' ').Select(w => long.TryParse(w, out var n) ? n : 0).ToList();
        Assert.Equal(numbers[0], numbers.Skip(1).Sum());
    }

    [Fact]
    public void The_first_night_has_nothing_to_compare_with()
    {
        var input = SampleReport.Of(new SampleDomain("language") { HasPrevious = false }.Build());

        Assert.Contains("first report", Lead.Of(input)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_that_moved_is_named_with_its_exponent()
    {
        var domain = new SampleDomain("language").Build();
        var law = domain.Analysis.Laws[0];
        var before = law with
        {
            Parameters = new Dictionary<string, double>(law.Parameters, StringComparer.Ordinal)
            {
                ["alpha"] = law.Parameters["alpha"] + 0.05,
            },
            Observations = [],
        };

        var change = LawChange.Of(law, [before]);

        Assert.True(change.IsNotable);
        Assert.Equal(-0.05, change.Exponent, 12);
        Assert.Contains("α −0.0500", change.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_law_is_unchanged()
    {
        var law = new SampleDomain("language").Build().Analysis.Laws[0];

        Assert.Equal("unchanged", LawChange.Of(law, [law]).Describe());
    }

    [Fact]
    public void A_law_of_another_condition_is_no_predecessor()
    {
        var law = new SampleDomain("language").Build().Analysis.Laws[0];

        Assert.Equal("new", LawChange.Of(law, [law with { Condition = "D = 1 token" }]).Describe());
    }

    [Theory]
    [InlineData(1.00, Verdict.OnTrend)]
    [InlineData(0.90, Verdict.Ahead)]
    [InlineData(1.10, Verdict.Behind)]
    public void A_run_outside_its_interval_is_ahead_or_behind(double factor, Verdict expected)
    {
        var run = new SampleDomain("language").Build().Analysis.Runs[0];
        run = run with { Observed = run.Expected!.Value * factor };

        Assert.Equal(expected, Standing.Of(run)!.Verdict);
    }

    [Fact]
    public void A_run_without_siblings_is_not_judged()
    {
        var run = new SampleDomain("language") { Runs = 1 }
            .Build()
            .Analysis.Runs[0];

        Assert.Null(Standing.Of(run));
    }

    [Fact]
    public void The_lead_says_who_deviates_what_is_forecast_and_what_could_not_be_refit()
    {
        var domain = new SampleDomain("language") { Deviating = 3 }.Build();
        var laws = domain.Analysis.Laws.ToList();
        laws[^1] = laws[^1] with
        {
            Status = LawStatus.NotIdentified,
            StatusReason = "No curves cross.",
        };
        var analysis = domain.Analysis with { Laws = laws };

        var lead = Lead.Of(SampleReport.Of(domain with { Analysis = analysis }));
        var text = string.Join(' ', lead.Select(l => l.Text));

        Assert.Contains("run-003 (language)", text, StringComparison.Ordinal);
        Assert.Contains("nats per token at N = 1.04M", text, StringComparison.Ordinal);
        Assert.Contains("(No curves cross)", text, StringComparison.Ordinal);
    }
}
