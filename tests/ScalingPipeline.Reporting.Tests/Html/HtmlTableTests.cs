using ScalingPipeline.Reporting.Figures;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Tests.Html;

public sealed class HtmlTableTests
{
    [Fact]
    public void A_row_that_becomes_a_card_on_a_phone_has_its_headings_beside_its_cells()
    {
        var html = new MarkupWriter();

        HtmlTable.Open(html, "Laws", "law", "<fit", "D that loses 2 %");

        Assert.Contains(
            "style=\"--h2:&#39;fit&#39;;--h3:&#39;D that loses 2 \\25 &#39;;\"",
            html.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_name_in_a_heading_does_not_get_out_of_the_style()
    {
        var html = new MarkupWriter();

        HtmlTable.Folded(
            html,
            new DataTable(
                ["t", "loss of a';}</style>\\"],
                [
                    ["1", "2"],
                ]
            ),
            most: 10
        );

        var style = Page.Parse($"<!DOCTYPE html><html>{html}</html>")
            .All("table")[0]
            .Attribute("style")!
            .Value;
        Assert.Equal("--h2:'loss of a\\27 \\3b \\7d \\3c \\2f style\\3e \\5c ';", style);
    }
}
