using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Reporting.Html;

/// <summary>What became of every file that was seen.</summary>
public static class LedgerSection
{
    private const int MostRows = 200;

    public static void Write(MarkupWriter html, ReportInput input)
    {
        html.Line($"<h2 id=\"ledger\">Ledger</h2>");
        html.Line($"<p class=\"sum\">{LedgerWords.Sum(input.Ledger)}</p>");
        var entries = LedgerWords.SetAside(input);
        if (entries.Count == 0)
        {
            html.Line($"<p>No file is set aside.</p>");
            return;
        }

        HtmlTable.Open(
            html,
            "Files set aside",
            "file",
            "<state",
            "<reason",
            "size",
            "tries",
            "first seen"
        );
        foreach (var entry in entries.Take(MostRows))
        {
            var reason = entry.Reason ?? "";
            html.Line(
                $"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Name(entry.Blob.Name)}</th><td class=\"t\">{LedgerWords.State(entry.State)}</td><td class=\"t w\">{Outside.Shorten(reason, 300)}</td><td>{Formatting.Bytes(entry.Size)}</td><td>{entry.Attempts}</td><td>{Formatting.Moment(entry.FirstSeen, input.TimeZone)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
        if (entries.Count > MostRows)
        {
            html.Line(
                $"<p class=\"note\">The first {MostRows} of {Formatting.Count(entries.Count)}; the JSON report has all.</p>"
            );
        }
    }
}
