using System.Text;

namespace ScalingPipeline.Reporting.Text;

/// <summary>Text from outside as Markdown text.</summary>
public static class MarkdownText
{
    private const string Special = "\\`*_{}[]()<>#|~!";

    /// <summary>One line in which nothing is markup: marks are escaped, line ends become spaces, an at sign cannot call anyone.</summary>
    public static string Escape(string? text, int length = 200)
    {
        var escaped = new StringBuilder();
        foreach (var c in Outside.Shorten(text, length))
        {
            if (Special.Contains(c, StringComparison.Ordinal))
            {
                escaped.Append('\\').Append(c);
            }
            else
            {
                escaped.Append(c);
                if (c == '@')
                {
                    escaped.Append('\u200b');
                }
            }
        }

        return escaped.ToString();
    }
}
