using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Charts.Drawing;

/// <summary>Writes texts and the outer element of a chart.</summary>
internal static class SvgText
{
    public static void Write(
        MarkupWriter svg,
        string style,
        double x,
        double y,
        TextAnchor anchor,
        string text
    )
    {
        var at = anchor switch
        {
            TextAnchor.Start => "start",
            TextAnchor.Middle => "middle",
            _ => "end",
        };
        svg.Line($"<text class=\"{style}\" x=\"{x}\" y=\"{y}\" text-anchor=\"{at}\">{text}</text>");
    }

    /// <summary>A chart with its name and description for those who cannot see it.</summary>
    public static string Chart(
        string id,
        string title,
        string description,
        double height,
        MarkupWriter content
    ) =>
        new MarkupWriter()
            .Line(
                $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" viewBox=\"0 0 {Frame.Width} {height}\" aria-labelledby=\"{id}-t {id}-d\">"
            )
            .Line($"<title id=\"{id}-t\">{Outside.Shorten(title, 200)}</title>")
            .Line($"<desc id=\"{id}-d\">{description}</desc>")
            .Write($"{content.ToMarkup()}")
            .Write($"</svg>")
            .ToString();

    /// <summary>What is drawn when there is nothing to draw: a sentence that says so.</summary>
    public static string Empty(string id, string title, string sentence)
    {
        const double height = 120;
        var content = new MarkupWriter();
        content.Line(
            $"<rect class=\"e\" x=\"1\" y=\"1\" width=\"{Frame.Width - 2}\" height=\"{height - 2}\" rx=\"8\"/>"
        );
        var lines = Wrap(sentence, 13, Frame.Width - 60);
        var first = (height / 2) + 5 - ((lines.Count - 1) * 9);
        for (var i = 0; i < lines.Count; i++)
        {
            Write(content, "x", Frame.Width / 2, first + (18 * i), TextAnchor.Middle, lines[i]);
        }

        return Chart(id, title, sentence, height, content);
    }

    private static List<string> Wrap(string sentence, double size, double width)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in Outside.Shorten(sentence, 300).Split(' '))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && TextMeasure.Width(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = TextMeasure.Fit(longer, size, width);
        }

        lines.Add(line);
        return lines;
    }
}
