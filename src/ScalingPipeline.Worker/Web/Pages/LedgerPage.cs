using Microsoft.AspNetCore.Antiforgery;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Watching;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>What became of every file: by state, with reasons and how long it took; whoever may change things has storage looked at, and a file read, again.</summary>
internal static class LedgerPage
{
    public const string Path = "/ledger";

    private const int MostRows = 30;

    /// <summary>The most of each state that are shown as set aside.</summary>
    private const int MostAside = 20;

    /// <summary>Entries that the times are taken from.</summary>
    private const int Timed = 200;

    private static readonly BlobState[] _aside =
    [
        BlobState.Quarantined,
        BlobState.InProgress,
        BlobState.Foreign,
    ];

    private static readonly BlobState[] _open = [BlobState.Discovered, BlobState.InProgress];

    public static void MapLedgerPage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ShowAsync).WithMetadata(new PagePowers(Forms: true, Script: true));
        pages.MapPost($"{Path}/look", Look);
        pages.MapPost($"{Path}/replay", ReplayAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        string? state,
        PageShell shell,
        PageInputs inputs,
        ILedger ledger,
        IAntiforgery forms,
        RightToChange right,
        CancellationToken cancellationToken
    )
    {
        var chosen = StateName.Parse(state);
        var counts = await ledger.CountAsync(cancellationToken);
        var entries = await ledger.EntriesAsync(chosen, MostRows, cancellationToken);
        var waiting = new List<LedgerEntry>();
        foreach (var open in _open)
        {
            waiting.AddRange(await ledger.EntriesAsync(open, Timed, cancellationToken));
        }

        var aside = new List<LedgerEntry>();
        foreach (var fate in chosen is null ? _aside : [])
        {
            aside.AddRange(await ledger.EntriesAsync(fate, MostAside, cancellationToken));
        }

        var read = await ledger.EntriesAsync(BlobState.Committed, Timed, cancellationToken);
        var token = forms.TokenFor(http);
        return shell.ShowLive(
            "Ledger",
            Path,
            html =>
            {
                html.Live(
                    "counts",
                    () =>
                    {
                        html.Line($"<h2>Ledger</h2>");
                        LedgerSummary.Write(html, counts, chosen, waiting, read, inputs.Now);
                    }
                );
                if (token is not null)
                {
                    html.Line(
                        $"<form method=\"post\" action=\"{Path}/look\">{Forms.Hidden(token)}<button type=\"submit\">Look at storage now</button></form>"
                    );
                }
                else
                {
                    right.Explain(html, http, "have storage looked at or a file read again");
                }

                if (chosen is null)
                {
                    html.Live("aside", () => Aside(html, aside, inputs, token));
                }

                html.Live("entries", () => Entries(html, chosen, entries, counts, inputs, token));
            }
        );
    }

    private static void Entries(
        MarkupWriter html,
        BlobState? chosen,
        IReadOnlyList<LedgerEntry> entries,
        LedgerCounts counts,
        PageInputs inputs,
        AntiforgeryTokenSet? token
    )
    {
        html.Line($"<h2>{(chosen is { } s ? $"Files {LedgerWords.State(s)}" : "All files")}</h2>");
        if (entries.Count == 0)
        {
            html.Line(
                $"<p>{(counts.Seen == 0 ? "No file was seen yet. Drop training logs into the watched storage; each is listed here with what became of it." : "No file is in this state.")}</p>"
            );
            return;
        }

        Table(html, "Ledger entries", entries, inputs, token);
        if (entries.Count == MostRows)
        {
            html.Line(
                $"<p class=\"note\">The newest {MostRows} changes; <code>/api/v1/ledger</code> has 1{Formatting.ThinSpace}000.</p>"
            );
        }
    }

    private static void Aside(
        MarkupWriter html,
        List<LedgerEntry> aside,
        PageInputs inputs,
        AntiforgeryTokenSet? token
    )
    {
        html.Line($"<h2>Set aside</h2>");
        if (aside.Count == 0)
        {
            html.Line($"<p>No file is quarantined, in progress or foreign.</p>");
            return;
        }

        Table(html, "Files set aside", aside, inputs, token);
    }

    private static void Table(
        MarkupWriter html,
        string label,
        IEnumerable<LedgerEntry> entries,
        PageInputs inputs,
        AntiforgeryTokenSet? token
    ) =>
        LedgerTable.Write(
            html,
            label,
            entries,
            inputs.Zone,
            entry =>
            {
                if (entry is { Domain: { } domain, Run: { } run })
                {
                    html.Write(
                        $" <a href=\"{PathNames.Run(domain, run)}\">{HtmlTable.Name(run)}</a>"
                    );
                }

                if (token is not null && Replay.Takes(entry))
                {
                    html.Write(
                        $"<form class=\"inline\" method=\"post\" action=\"{Path}/replay\">{Forms.Hidden(token)}<input type=\"hidden\" name=\"container\" value=\"{Uri.EscapeDataString(entry.Blob.Container)}\"/><input type=\"hidden\" name=\"name\" value=\"{Uri.EscapeDataString(entry.Blob.Name)}\"/><button type=\"submit\">Read it again</button></form>"
                    );
                }
            }
        );

    private static IResult Look(StorageHint hint)
    {
        hint.Raise();
        return Results.LocalRedirect($"~{Path}");
    }

    private static async Task<IResult> ReplayAsync(
        HttpContext http,
        PageShell shell,
        Replay replay,
        CancellationToken cancellationToken
    )
    {
        var form = await http.FormAsync(cancellationToken);
        return await replay.AgainAsync(
            Uri.UnescapeDataString(form["container"].ToString()),
            Uri.UnescapeDataString(form["name"].ToString()),
            cancellationToken
        )
            ? Results.LocalRedirect($"~{Path}")
            : shell.Refuse(
                "Not read again",
                "No quarantined file of that name is in the ledger; it may have been read meanwhile.",
                Path,
                "Back to the ledger",
                StatusCodes.Status404NotFound
            );
    }
}
