using System.Globalization;
using System.Xml.Linq;
using ScalingPipeline.Reporting.Charts.Drawing;

namespace ScalingPipeline.Reporting.Tests.Charts;

/// <summary>The upright texts of a drawn chart with the room they take.</summary>
internal sealed record ChartText(string Style, string Text, Box Box)
{
    public static IReadOnlyList<ChartText> Of(XElement svg) =>
        [
            .. svg.Descendants()
                .Where(e => e.Name.LocalName == "text" && e.Attribute("transform") is null)
                .Select(One),
        ];

    public static void AssertNothingOverlaps(XElement svg)
    {
        var texts = Of(svg);
        var size = svg.Attribute("viewBox")!.Value.Split(' ').Select(double.Parse).ToArray();
        var page = new Box(0, 0, size[2], size[3]);
        foreach (var text in texts)
        {
            Assert.True(page.Holds(text.Box), $"'{text.Text}' is cut off: {text.Box} in {page}");
        }

        for (var i = 0; i < texts.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                Assert.False(
                    texts[i].Box.Overlaps(texts[k].Box),
                    $"'{texts[i].Text}' {texts[i].Box} covers '{texts[k].Text}' {texts[k].Box}"
                );
            }
        }
    }

    private static ChartText One(XElement text)
    {
        double Number(string name) =>
            double.Parse(text.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        var style = text.Attribute("class")!.Value;
        var anchor = text.Attribute("text-anchor")!.Value switch
        {
            "start" => TextAnchor.Start,
            "middle" => TextAnchor.Middle,
            _ => TextAnchor.End,
        };
        var size = style is "x" or "y" ? 13 : 12;
        return new ChartText(
            style,
            text.Value,
            TextMeasure.BoxOf(text.Value, size, Number("x"), Number("y"), anchor)
        );
    }
}
