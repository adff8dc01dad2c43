using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Contracts;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The ledger in numbers: how many files are in each state, and how long they take.</summary>
internal static class LedgerSummary
{
    /// <param name="html">The page.</param>
    /// <param name="counts">Versions by state.</param>
    /// <param name="chosen">The state that the page shows; null when it shows all.</param>
    /// <param name="waiting">Entries that are discovered or in progress.</param>
    /// <param name="read">The entries committed last.</param>
    /// <param name="now">The time of looking.</param>
    public static void Write(
        MarkupWriter html,
        LedgerCounts counts,
        BlobState? chosen,
        IReadOnlyList<LedgerEntry> waiting,
        IReadOnlyList<LedgerEntry> read,
        DateTimeOffset now
    )
    {
        html.Line($"<p class=\"sum\">{LedgerWords.Sum(counts)}</p>");
        Times(html, waiting, read, now);
        States(html, counts, chosen);
    }

    private static void Times(
        MarkupWriter html,
        IReadOnlyList<LedgerEntry> waiting,
        IReadOnlyList<LedgerEntry> read,
        DateTimeOffset now
    )
    {
        html.Line($"<dl class=\"facts\">");
        var oldest = waiting.Count == 0 ? null : waiting.MinBy(e => e.FirstSeen);
        html.Line(
            $"<dt>Longest waiting</dt><dd>{(oldest is null ? "no file waits" : $"{LedgerTable.Wait(now - oldest.FirstSeen)}: ")}{(oldest is null ? Markup.Empty : HtmlTable.Name(oldest.Blob.Name))}</dd>"
        );
        if (read.Count > 0)
        {
            var lags = read.Select(e => e.Changed - e.FirstSeen).Order().ToArray();
            html.Line(
                $"<dt>From first seen to counted</dt><dd>half within {LedgerTable.Wait(lags[(lags.Length - 1) / 2])}, all within {LedgerTable.Wait(lags[^1])}, of the last {Formatting.Count(lags.Length)} files</dd>"
            );
        }

        html.Line($"</dl>");
    }

    private static void States(MarkupWriter html, LedgerCounts counts, BlobState? chosen)
    {
        html.Line($"<nav aria-label=\"States\">");
        Link(html, "all", LedgerPage.Path, counts.Seen, chosen is null);
        foreach (var state in Enum.GetValues<BlobState>())
        {
            Link(
                html,
                LedgerWords.State(state),
                $"{LedgerPage.Path}?state={StateName.Of(state)}",
                Of(counts, state),
                chosen == state
            );
        }

        html.Line($"</nav>");
    }

    private static void Link(
        MarkupWriter html,
        string name,
        string path,
        long count,
        bool isCurrent
    ) =>
        html.Line(
            $"<a href=\"{path}\"{(isCurrent ? new Markup(" aria-current=\"true\"") : Markup.Empty)}>{name} ({Formatting.Count(count)})</a>"
        );

    private static long Of(LedgerCounts counts, BlobState state) =>
        state switch
        {
            BlobState.Discovered => counts.Discovered,
            BlobState.InProgress => counts.InProgress,
            BlobState.Committed => counts.Committed,
            BlobState.Superseded => counts.Superseded,
            BlobState.Quarantined => counts.Quarantined,
            _ => counts.Foreign,
        };
}
