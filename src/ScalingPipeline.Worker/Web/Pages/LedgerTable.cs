using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>Ledger entries with what became of each.</summary>
internal static class LedgerTable
{
    /// <param name="html">The page.</param>
    /// <param name="label">Names the table.</param>
    /// <param name="entries">In the order shown.</param>
    /// <param name="zone">Of the moments.</param>
    /// <param name="action">Writes what belongs to an entry besides; null for nothing.</param>
    public static void Write(
        MarkupWriter html,
        string label,
        IEnumerable<LedgerEntry> entries,
        TimeZoneInfo zone,
        Action<LedgerEntry>? action = null
    )
    {
        HtmlTable.Open(
            html,
            label,
            "log",
            "<state",
            "<what became of it",
            "rows",
            "size",
            "first seen",
            "took"
        );
        foreach (var entry in entries)
        {
            html.Write(
                $"<tr><th scope=\"row\" class=\"n\">{HtmlTable.Name(entry.Blob.Name)}</th><td class=\"t\">{LedgerWords.State(entry.State)}</td><td class=\"t w\">{Outside.Shorten(Fate(entry), 300)}{Tries(entry)}"
            );
            action?.Invoke(entry);
            html.Line(
                $"</td><td>{Formatting.Count(entry.Rows)}</td><td>{Formatting.Bytes(entry.Size)}</td><td>{Formatting.Moment(entry.FirstSeen, zone)}</td><td>{Wait(entry.Changed - entry.FirstSeen)}</td></tr>"
            );
        }

        HtmlTable.Close(html);
    }

    /// <summary>How long something took, in the unit that people would say it in.</summary>
    public static string Wait(TimeSpan wait) =>
        wait.TotalSeconds < 100
            ? $"{Formatting.Number(Math.Max(0, wait.TotalSeconds), 2)}{Formatting.ThinSpace}s"
        : wait.TotalMinutes < 100
            ? $"{Formatting.Count(wait.TotalMinutes)}{Formatting.ThinSpace}min"
        : wait.TotalHours < 72 ? $"{Formatting.Count(wait.TotalHours)}{Formatting.ThinSpace}h"
        : $"{Formatting.Count(wait.TotalDays)} days";

    private static string Tries(LedgerEntry entry) =>
        entry.Attempts > 1 ? $" Begun {entry.Attempts} times." : "";

    private static string Fate(LedgerEntry entry) =>
        entry.Reason
        ?? entry.State switch
        {
            BlobState.Committed => "It is in the statistics.",
            BlobState.Foreign => "No definition matches its name.",
            BlobState.InProgress => "It cannot be read yet, and is tried again.",
            BlobState.Discovered => "It waits to be read.",
            _ => "–",
        };
}
