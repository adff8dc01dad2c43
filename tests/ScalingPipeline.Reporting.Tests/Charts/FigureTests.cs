using System.Xml.Linq;
using ScalingPipeline.Reporting.Figures;

namespace ScalingPipeline.Reporting.Tests.Charts;

public sealed class FigureTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    [InlineData(50)]
    [InlineData(200)]
    public void No_text_of_a_chart_covers_another_or_is_cut_off(int runs)
    {
        foreach (
            var figure in Figures(
                new SampleDomain("language")
                {
                    Runs = runs,
                    Deviating = 2,
                    Fitted = runs > 0,
                }
            )
        )
        {
            ChartText.AssertNothingOverlaps(XElement.Parse(figure.Svg));
        }
    }

    [Fact]
    public void No_text_covers_another_when_names_are_absurd()
    {
        var domain = new SampleDomain(new string('d', 200))
        {
            Deviating = 1,
            Family = new string('W', 120),
            RunName = i => $"{i}{new string('M', 300)}",
        };

        foreach (var figure in Figures(domain))
        {
            ChartText.AssertNothingOverlaps(XElement.Parse(figure.Svg));
        }
    }

    [Fact]
    public void Every_chart_is_named_and_described_for_those_who_cannot_see_it()
    {
        foreach (var figure in Figures(new SampleDomain("language")))
        {
            var svg = XElement.Parse(figure.Svg);
            var parts = svg.Elements().Take(2).ToList();

            Assert.Equal("img", svg.Attribute("role")!.Value);
            Assert.Equal(["title", "desc"], parts.Select(p => p.Name.LocalName));
            Assert.All(parts, p => Assert.NotEqual("", p.Value));
            Assert.Equal(
                svg.Attribute("aria-labelledby")!.Value,
                string.Join(' ', parts.Select(p => p.Attribute("id")!.Value))
            );
        }
    }

    [Fact]
    public void Axes_carry_the_terms_of_the_field_and_units()
    {
        var texts = Figures(new SampleDomain("language"))
            .SelectMany(f => XElement.Parse(f.Svg).Descendants())
            .Where(e => e.Name.LocalName == "text")
            .Select(e => e.Value)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "loss (nats per token)",
                "parameters N (non-embedding)",
                "tokens D",
                "compute C (FLOP)",
                "compute C (PF-days)",
                "context position t (tokens)",
            },
            texts
        );
    }

    [Fact]
    public void A_domain_without_runs_gets_sentences_instead_of_axes()
    {
        foreach (var figure in Figures(new SampleDomain("bare") { Runs = 0, Fitted = false }))
        {
            var texts = ChartText.Of(XElement.Parse(figure.Svg));

            Assert.NotEmpty(texts);
            Assert.DoesNotContain(texts, t => t.Style == "t");
            Assert.Empty(figure.Numbers.Rows);
        }
    }

    [Fact]
    public void The_alerted_run_is_named_in_the_chart_and_has_its_own_colour()
    {
        var figure = SizeLaw(new SampleDomain("language") { Deviating = 3 });
        var svg = XElement.Parse(figure.Svg);

        Assert.Contains(ChartText.Of(svg), t => t is { Style: "r", Text: "run-003" });
        Assert.Contains(svg.Descendants(), e => e.Attribute("class")?.Value == "al");
    }

    [Fact]
    public void An_excluded_run_and_a_forecast_are_hollow()
    {
        var figure = SizeLaw(new SampleDomain("language"));
        var hollow = XElement
            .Parse(figure.Svg)
            .Descendants()
            .Where(e => e.Attribute("class")?.Value == "h" && e.HasElements)
            .Select(e => e.Value)
            .ToList();

        Assert.Contains("run-003", hollow);
        Assert.Contains(hollow, h => h.StartsWith("forecast", StringComparison.Ordinal));
    }

    [Fact]
    public void The_table_beside_a_chart_has_a_cell_for_every_heading()
    {
        Assert.All(
            Figures(new SampleDomain("language")),
            f => Assert.All(f.Numbers.Rows, r => Assert.Equal(f.Numbers.Columns.Count, r.Count))
        );
    }

    [Fact]
    public void Runs_without_a_law_are_shown_as_points()
    {
        var figure = SizeLaw(new SampleDomain("language") { Fitted = false });

        Assert.Equal(7, figure.Numbers.Rows.Count);
        Assert.Contains("No L(N) law", figure.Caption);
    }

    private static Figure SizeLaw(SampleDomain domain) =>
        Figures(domain).Single(f => f.Title.EndsWith("L(N)", StringComparison.Ordinal));

    private static IReadOnlyList<Figure> Figures(SampleDomain domain)
    {
        var input = SampleReport.Of(domain.Build());
        var context = FigureContext.Of("d1", input.Domains[0], input.Alerts);
        return [.. ReportFigures.Of(context), .. ReportFigures.Across([context])];
    }
}
