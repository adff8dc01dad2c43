using System.Text;
using System.Text.RegularExpressions;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Tests.Html;

public sealed partial class HtmlReportTests
{
    private static readonly string[] _absurd =
    [
        "<script>alert(1)</script>",
        new('x', 300),
        "שלום \u202e exe",
        "\" onload=\"alert(1)",
        "]]> <!-- &amp; ${1}",
        "\0 \ud800 control",
        "a|b`c`[d](e)",
    ];

    [Fact]
    public void The_same_input_gives_the_same_bytes() =>
        Assert.Equal(
            ReportWriter.Html(SampleReport.Typical()),
            ReportWriter.Html(SampleReport.Typical())
        );

    [Fact]
    public void Four_domains_of_200_runs_with_50_checkpoints_stay_under_one_megabyte()
    {
        var domains = Enumerable
            .Range(0, 4)
            .Select(k =>
                new SampleDomain($"domain-{k}")
                {
                    Runs = 200,
                    Checkpoints = 50,
                    Seed = k,
                    Deviating = 100,
                    RunName = i => $"lang-tf-n82944-d5242k-s{i:0000}",
                }.Build()
            );

        var html = ReportWriter.Html(SampleReport.Of([.. domains]));

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 100_000, 1_000_000);
    }

    [Fact]
    public void Four_refitted_domains_of_200_runs_stay_under_one_megabyte()
    {
        var input = SampleReport.Of([.. GridDomain.Large(4)]);

        Assert.Equal(800, input.Domains.Sum(d => d.Snapshot.Runs.Count));
        Assert.InRange(Encoding.UTF8.GetByteCount(ReportWriter.Html(input)), 100_000, 1_000_000);
    }

    [Fact]
    public void A_page_of_1200_runs_shows_less_of_each_domain_and_says_so()
    {
        var html = ReportWriter.Html(SampleReport.Of([.. GridDomain.Large(6)]));

        Assert.InRange(Encoding.UTF8.GetByteCount(html), 100_000, 1_000_000);
        Assert.Contains("of 200; the JSON report has all", html, StringComparison.Ordinal);
        Assert.Equal(6 * 9 + 3, Page.Parse(html).All("svg").Count);
    }

    [Fact]
    public void Where_there_is_no_room_for_all_runs_the_deviating_one_is_still_there()
    {
        var report = new SampleDomain("language") { Runs = 50, Deviating = 30 }.Build();
        var input = SampleReport.Of(report);
        var html = new MarkupWriter();

        DomainSection.Write(
            html,
            FigureContext.Of("d1", report, input.Alerts) with
            {
                Detail = new ReportDetail(4, 5, 5),
            }
        );

        var runs = Page.Parse($"<!DOCTYPE html><html>{html}</html>")
            .All("div")
            .Single(d => d.Attribute("aria-label")?.Value == "Runs");
        Assert.Equal(1 + 5, runs.Descendants().Count(e => e.Name.LocalName == "tr"));
        Assert.Contains("run-030", runs.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_from_elsewhere_and_runs_nothing()
    {
        var html = ReportWriter.Html(SampleReport.Typical());
        var page = Page.Parse(html);

        Assert.Empty(page.All("script"));
        Assert.Empty(page.All("img"));
        Assert.All(page.All("link"), l => Assert.Equal("data:,", l.Attribute("href")!.Value));
        Assert.All(page.All("a"), a => Assert.StartsWith("#", a.Attribute("href")!.Value));
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.All(Urls().Matches(html), u => Assert.StartsWith("url(#", u.Value));
    }

    [Fact]
    public void An_alert_about_a_domain_is_headed_by_its_name()
    {
        var input = SampleReport.Typical();
        var moved = input.Alerts[0] with
        {
            Condition = input.Alerts[0].Condition with
            {
                Run = AlertSubject.WholeDomain,
                Code = AlertCodes.LawMoved,
                Message = "L(N) of transformer moved.",
            },
        };

        var page = Page.Parse(ReportWriter.Html(input with { Alerts = [moved] }));
        var text = ReportWriter.Markdown(input with { Alerts = [moved] });

        var heading = Assert.Single(
            page.All("h3"),
            h => h.Value.Contains(AlertCodes.LawMoved, StringComparison.Ordinal)
        );
        Assert.StartsWith("language", heading.Value, StringComparison.Ordinal);
        Assert.Contains("**language** (law", text, StringComparison.Ordinal);
        Assert.Contains("L(N) of transformer moved.", page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_limits_a_run_and_how_it_ended_is_told_where_it_is_known_and_why_where_not()
    {
        var known = Page.Parse(ReportWriter.Html(SampleReport.Typical())).Root!.Value;
        var few = Page.Parse(
            ReportWriter.Html(SampleReport.Of(new SampleDomain("language") { Runs = 2 }.Build()))
        ).Root!.Value;

        Assert.Contains("its size (N)", known, StringComparison.Ordinal);
        Assert.Contains("still falling: undertrained", known, StringComparison.Ordinal);
        Assert.Contains("Of 2 runs: not identified: L(N, D) needs", few, StringComparison.Ordinal);
        Assert.DoesNotContain("limited by", few, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_from_outside_stay_text()
    {
        var domain = new SampleDomain(_absurd[0])
        {
            RunName = i => _absurd[i],
            Family = _absurd[3],
            Deviating = 0,
        };

        var page = Page.Parse(ReportWriter.Html(SampleReport.Of(domain.Build())));

        Assert.Empty(page.All("script"));
        Assert.DoesNotContain(
            page.Descendants().SelectMany(e => e.Attributes()),
            a => a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)
        );
        Assert.Contains(_absurd[0], page.Root!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_unique_and_links_lead_somewhere()
    {
        var page = Page.Parse(ReportWriter.Html(SampleReport.Typical()));
        var ids = page.Descendants()
            .Select(e => e.Attribute("id")?.Value)
            .OfType<string>()
            .ToList();

        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(page.All("a"), a => Assert.Contains(a.Attribute("href")!.Value[1..], ids));
    }

    [Fact]
    public void Every_table_heading_has_a_scope_and_every_row_a_cell_for_it()
    {
        var page = Page.Parse(ReportWriter.Html(SampleReport.Typical()));

        Assert.All(page.All("th"), th => Assert.NotNull(th.Attribute("scope")));
        foreach (var table in page.All("table"))
        {
            var rows = table.Descendants().Where(e => e.Name.LocalName == "tr").ToList();
            Assert.All(rows, r => Assert.Equal(rows[0].Elements().Count(), r.Elements().Count()));
        }
    }

    [Fact]
    public void An_alert_says_what_was_expected_what_came_since_when_why_and_what_next()
    {
        var text = Page.Parse(ReportWriter.Html(SampleReport.Typical())).Root!.Value;

        Assert.Contains("[1.660, 1.740]", text, StringComparison.Ordinal);
        Assert.Contains("1.900 (+11.8\u202f%)", text, StringComparison.Ordinal);
        Assert.Contains("step 1280", text, StringComparison.Ordinal);
        Assert.Contains("Learning rate too high", text, StringComparison.Ordinal);
        Assert.Contains("Compare the learning rate", text, StringComparison.Ordinal);
        Assert.Contains("6 healthy runs", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_set_aside_are_listed_with_their_reasons_and_committed_ones_are_not()
    {
        var text = Page.Parse(ReportWriter.Html(SampleReport.Typical())).Root!.Value;

        Assert.Contains("The footer is cut off after 120 bytes", text, StringComparison.Ordinal);
        Assert.DoesNotContain("language/run-a/part-1.parquet", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_nothing_is_still_a_report()
    {
        var empty = SampleReport.Of() with { SetAside = [], Ledger = new(0, 0, 0, 0, 0, 0) };

        var text = Page.Parse(ReportWriter.Html(empty)).Root!.Value;

        Assert.Contains("No domain has logs yet.", text, StringComparison.Ordinal);
        Assert.Contains("No file is set aside.", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_domain_with_few_runs_is_well_formed(int runs)
    {
        var domain = new SampleDomain("few") { Runs = runs, Fitted = runs > 0 }.Build();

        Assert.NotEmpty(Page.Parse(ReportWriter.Html(SampleReport.Of(domain))).All("svg"));
    }

    [GeneratedRegex(@"url\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Urls();
}
