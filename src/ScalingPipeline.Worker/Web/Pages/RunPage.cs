using Microsoft.AspNetCore.Antiforgery;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting;
using ScalingPipeline.Reporting.Findings;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Explaining;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web.Api;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>One run: its curve against what its siblings say, its files, laws and alerts, and what a person says of it.</summary>
internal static class RunPage
{
    private const int MostFiles = 60;

    public static void MapRunPage(this IEndpointRouteBuilder pages)
    {
        pages
            .MapGet("/domains/{domain}/runs/{run}", ShowAsync)
            .WithMetadata(new PagePowers(Forms: true, Script: true));
        pages.MapPost("/domains/{domain}/runs/{run}/mark", MarkAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        PageShell shell,
        PageInputs inputs,
        ILedger ledger,
        IMonitoringState state,
        SnapshotReader snapshots,
        IAntiforgery forms,
        RightToChange right,
        CancellationToken cancellationToken
    )
    {
        var (domain, run) = (http.NameIn(1), http.NameIn(3));
        var stories = new RunStories(ledger, state, snapshots);
        var files = await stories.FilesAsync(domain, run, cancellationToken);
        var story = await stories.OfAsync(domain, run, files, cancellationToken);
        if (story is null)
        {
            return shell.NotFound("run", run, PathNames.Domain(domain), "The domain");
        }

        var snapshot = await snapshots.ReadAsync(domain, cancellationToken);
        var alerts = (await state.AlertsAsync(includeResolved: true, cancellationToken))
            .Where(a =>
                string.Equals(a.Condition.Domain, domain, StringComparison.Ordinal)
                && string.Equals(a.Condition.Run, run, StringComparison.Ordinal)
            )
            .ToList();
        var mark = snapshot.Marks.GetValueOrDefault(run);
        var token = forms.TokenFor(http);
        return shell.ShowLive(
            run,
            "",
            html =>
            {
                html.Live("run", () => Facts(html, story, mark, inputs.Zone));
                if (token is null)
                {
                    right.Explain(html, http, "mark this run healthy or faulty");
                }
                else if (story.Assessment is not null)
                {
                    Form(html, story, mark is not null, token);
                }

                html.Live(
                    "figures",
                    () =>
                    {
                        html.Line($"<h3>Curves</h3>");
                        if (RunFigures.Of(snapshot, snapshots, story) is { Count: > 0 } figures)
                        {
                            FigureSection.Write(html, figures, ReportDetail.Full);
                        }
                        else
                        {
                            html.Line(
                                $"<p>Nothing of this run counts yet; its files below say why.</p>"
                            );
                        }
                    }
                );
                html.Live(
                    "alerts",
                    () =>
                    {
                        if (alerts.Count > 0)
                        {
                            AlertSection.Write(html, inputs.Of(alerts));
                        }
                    }
                );
                html.Live("laws", () => Laws(html, story));
                html.Live("files", () => Files(html, files, inputs.Zone));
            }
        );
    }

    private static void Facts(MarkupWriter html, RunStory story, RunMark? mark, TimeZoneInfo zone)
    {
        html.Line($"<h2>{HtmlTable.Name(story.Run)}</h2><p>{story.Verdict}</p>");
        html.Line($"<dl class=\"facts\">");
        html.Line(
            $"<dt>Domain</dt><dd><a href=\"{PathNames.Domain(story.Domain)}\">{HtmlTable.Name(story.Domain)}</a></dd>"
        );
        Fact(html, "Family", story.Family ?? "not declared yet");
        Fact(
            html,
            "N",
            story.Parameters is { } n ? $"{Formatting.Count(n)} parameters" : "not declared yet"
        );
        if (story.Assessment is { } told)
        {
            Fact(html, "D", $"{Formatting.Count(told.Tokens)} tokens");
            Fact(
                html,
                "C",
                $"{Formatting.Number(TrainingCompute.Flops(told.Parameters, told.Tokens))} FLOP"
            );
        }

        Fact(
            html,
            "Progress",
            story switch
            {
                { TotalSteps: { } total, LastStep: { } last } =>
                    $"step {Formatting.Count(last)} of {Formatting.Count(total)}",
                { LastStep: { } last } =>
                    $"step {Formatting.Count(last)}; the run declares no schedule",
                _ => "no training log counts yet",
            }
        );
        if (story.Assessment is { } assessment)
        {
            Fact(
                html,
                "Latest loss",
                $"{Formatting.WithError(assessment.Observed, assessment.StandardError)} nats per token"
            );
            if (Standing.Of(assessment) is { } standing && assessment.Interval is { } interval)
            {
                Fact(
                    html,
                    "Expected",
                    $"{Formatting.Number(assessment.Expected!.Value)} {Formatting.Range(interval.Low, interval.High)}: {Formatting.Percent(standing.Deviation)}, {LawWords.Verdict(standing.Verdict)}"
                );
            }

            Fact(html, "Which rests on", assessment.Basis);
        }

        if (story.RefittedAt is { } refitted)
        {
            Fact(html, "Refitted", Formatting.Moment(refitted, zone));
        }

        Fact(
            html,
            "Mark",
            mark is null
                ? "none"
                : $"{mark.Verdict.ToString().ToLowerInvariant()}, said {mark.Author} on {Formatting.Moment(mark.At, zone)}: {mark.Comment}"
        );
        html.Line($"</dl>");
        foreach (var sign in story.Untold)
        {
            html.Line(
                $"<p class=\"note\">Not told: <span class=\"badge\">{sign.Code}</span> {Outside.Shorten(sign.Message, 300)}</p>"
            );
        }
    }

    private static void Fact(MarkupWriter html, string name, string text) =>
        html.Line($"<dt>{name}</dt><dd>{Outside.Shorten(text, 400)}</dd>");

    private static void Form(
        MarkupWriter html,
        RunStory story,
        bool isMarked,
        AntiforgeryTokenSet token
    )
    {
        html.Line(
            $"<form method=\"post\" action=\"{PathNames.Run(story.Domain, story.Run)}/mark\" aria-label=\"Mark this run\">{Forms.Hidden(token)}<label>Comment <input name=\"comment\" maxlength=\"500\" required=\"required\"/></label><button type=\"submit\" name=\"mark\" value=\"healthy\">Mark healthy</button><button type=\"submit\" name=\"mark\" value=\"faulty\">Mark faulty</button>"
        );
        if (isMarked)
        {
            html.Line(
                $"<button type=\"submit\" name=\"mark\" value=\"clear\">Clear the mark</button>"
            );
        }

        html.Line(
            $"</form><p class=\"note\">A run marked faulty is no reference, enters no law and raises no alert that rests on a comparison; one marked healthy raises only unit and integrity alerts.</p>"
        );
    }

    private static void Laws(MarkupWriter html, RunStory story)
    {
        html.Line($"<h2>Laws of its family</h2>");
        if (story.Laws.Count == 0)
        {
            html.Line(
                $"<p>No law of its family is fitted yet. A law needs evaluated runs of several sizes.</p>"
            );
            return;
        }

        HtmlTable.Open(html, "Laws of its family", "law", "<fit", "<status", "<this run");
        foreach (var laws in story.Laws.GroupBy(law => law.Reason, StringComparer.Ordinal))
        {
            if (laws.Key is { } reason && laws.Count() == story.Laws.Count && laws.Count() > 1)
            {
                html.Line(
                    $"<tr><th scope=\"row\" class=\"n\">all</th><td class=\"t\"></td><td class=\"t\"></td><td class=\"t w\">{Outside.Shorten($"left out of all laws: {reason}", 300)}</td></tr>"
                );
                continue;
            }

            foreach (var law in laws)
            {
                html.Line(
                    $"<tr><th scope=\"row\" class=\"n\"><a href=\"{PathNames.Law(story.Domain, law.Law)}\">{law.Law}</a> {Outside.Shorten(law.Condition, 60)}</th><td class=\"t\">{law.Fit}</td><td class=\"t\">{LawWords.Status(law.Status)}</td><td class=\"t w\">{(law.Entered ? "is among its points" : Outside.Shorten($"left out: {law.Reason}", 300))}</td></tr>"
                );
            }
        }

        HtmlTable.Close(html);
    }

    private static void Files(
        MarkupWriter html,
        IReadOnlyList<LedgerEntry> files,
        TimeZoneInfo zone
    )
    {
        html.Line($"<h2>Files</h2>");
        var shown = files
            .OrderBy(f => f.State == BlobState.Committed)
            .ThenByDescending(f => f.Changed)
            .ThenBy(f => f.Blob.Name, StringComparer.Ordinal)
            .Take(MostFiles);
        LedgerTable.Write(html, "Files of the run", shown, zone);
        if (files.Count > MostFiles)
        {
            html.Line($"<p class=\"note\">{MostFiles} of {Formatting.Count(files.Count)}.</p>");
        }
    }

    private static async Task<IResult> MarkAsync(
        HttpContext http,
        PageShell shell,
        Judge judge,
        CancellationToken cancellationToken
    )
    {
        var (domain, run) = (http.NameIn(1), http.NameIn(3));
        var page = PathNames.Run(domain, run);
        try
        {
            var form = await http.FormAsync(cancellationToken);
            await judge.MarkAsync(
                http.User.Author(),
                domain,
                run,
                MarkWord.Verdict(form["mark"].ToString()),
                form["comment"].ToString(),
                cancellationToken
            );
            return Results.LocalRedirect($"~{page}");
        }
        catch (JudgementException refused)
        {
            return shell.Refuse(
                "Not marked",
                refused.Message,
                page,
                "Back to the run",
                refused.Status()
            );
        }
    }
}
