using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>What the report was made from: settings, code, data.</summary>
internal static class ProvenanceSection
{
    public static void Write(MarkupWriter html, ReportInput input)
    {
        html.Line($"<h2 id=\"provenance\">Configuration and provenance</h2>");
        HtmlTable.Open(html, "What the report was made from", "what", "<value");
        Row(html, "code version", input.CodeVersion);
        foreach (var domain in input.Domains)
        {
            Row(html, $"snapshot of {Outside.Shorten(domain.Domain, 60)}", domain.Snapshot.Hash);
        }

        foreach (var line in input.Configuration)
        {
            Row(html, line.Key, line.Value);
        }

        HtmlTable.Close(html);
    }

    private static void Row(MarkupWriter html, string key, string value) =>
        html.Line(
            $"<tr><th scope=\"row\" class=\"n\">{Outside.Shorten(key, 100)}</th><td class=\"t w\"><code>{Outside.Shorten(value, 400)}</code></td></tr>"
        );
}
