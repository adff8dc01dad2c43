using Microsoft.AspNetCore.Antiforgery;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web.Api;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The alerts with what people said of them; whoever is signed in and may change things says it in a form.</summary>
internal static class AlertPage
{
    public const string Path = "/alerts";

    public static void MapAlertPage(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, ShowAsync).WithMetadata(new PagePowers(Forms: true, Script: true));
        pages.MapPost($"{Path}/{{id}}", JudgeAsync);
        pages.MapPost("/silences", SilenceAsync);
        pages.MapPost("/silences/{id}/end", EndAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        PageShell shell,
        PageInputs inputs,
        ReportPublisher reports,
        IMonitoringState state,
        IAntiforgery forms,
        RightToChange right,
        CancellationToken cancellationToken
    )
    {
        var midnight = reports.Midnight();
        var alerts = (await state.AlertsAsync(includeResolved: true, cancellationToken))
            .Where(alert => alert.ResolvedAt is not { } at || at >= midnight)
            .ToList();
        var judged = (
            await JudgedAlerts.ReadAsync(
                state,
                includeResolved: true,
                inputs.Now,
                cancellationToken
            )
        ).ToDictionary(a => a.Id, StringComparer.Ordinal);
        var silences = (await state.SilencesAsync(cancellationToken))
            .Where(s => s.Expiry > inputs.Now)
            .ToList();
        var marks = await state.MarksAsync(domain: null, cancellationToken);
        var token = forms.TokenFor(http);
        return shell.ShowLive(
            "Alerts",
            Path,
            html =>
            {
                html.Live(
                    "alerts",
                    () =>
                        AlertSection.Write(
                            html,
                            inputs.Of(alerts),
                            alert => More(html, alert, judged, inputs.Zone, token)
                        )
                );
                html.Live(
                    "silences",
                    () => JudgementSections.Silences(html, silences, inputs.Zone, token)
                );
                if (token is not null)
                {
                    JudgementSections.SilenceForm(html, token);
                }
                else
                {
                    right.Explain(html, http, "acknowledge, silence or mark");
                }

                html.Live("marks", () => JudgementSections.Marks(html, marks, inputs.Zone, token));
            }
        );
    }

    private static void More(
        MarkupWriter html,
        AlertRecord alert,
        Dictionary<string, AlertDocument> judged,
        TimeZoneInfo zone,
        AntiforgeryTokenSet? token
    )
    {
        var condition = alert.Condition;
        html.Line(
            $"<p><a href=\"{PathNames.Run(condition.Domain, condition.Run)}\">The run with its curve and files</a></p>"
        );
        if (judged.TryGetValue(alert.Id, out var document))
        {
            Judged(html, document, zone);
            if (token is not null && document.Status != AlertStatus.Resolved)
            {
                Form(html, document, token);
            }
        }
    }

    private static void Judged(MarkupWriter html, AlertDocument alert, TimeZoneInfo zone)
    {
        if (alert.Silenced is { } silence)
        {
            html.Line(
                $"<p>Silenced by {silence.Author} until {Formatting.Moment(silence.Expiry, zone)}: {silence.Comment}</p>"
            );
        }

        if (alert.Acknowledged is { } acknowledgement)
        {
            html.Line(
                $"<p>Acknowledged by {acknowledgement.Author}, until it resolves or grows worse: {acknowledgement.Comment}</p>"
            );
        }
    }

    private static void Form(MarkupWriter html, AlertDocument alert, AntiforgeryTokenSet token)
    {
        html.Line(
            $"<form method=\"post\" action=\"{Path}/{Uri.EscapeDataString(alert.Id)}\">{Forms.Hidden(token)}"
        );
        if (alert.Silenced is { } silence)
        {
            html.Line(
                $"<input type=\"hidden\" name=\"silence\" value=\"{silence.Id}\"/><button type=\"submit\" name=\"do\" value=\"unsilence\" formnovalidate=\"formnovalidate\">End the silence</button>"
            );
        }

        html.Line(
            $"<label>Comment <input name=\"comment\" maxlength=\"500\" required=\"required\"/></label>"
        );
        if (alert.Status == AlertStatus.Firing)
        {
            html.Line(
                $"<button type=\"submit\" name=\"do\" value=\"acknowledge\">Acknowledge</button>"
            );
        }

        html.Line(
            $"{JudgementSections.Durations} <button type=\"submit\" name=\"do\" value=\"silence\">Silence</button></form>"
        );
    }

    private static Task<IResult> JudgeAsync(
        string id,
        HttpContext http,
        PageShell shell,
        IMonitoringState state,
        Judge judge,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            http,
            shell,
            form => TakeAsync(id, form, http.User.Author(), state, judge, cancellationToken),
            cancellationToken
        );

    private static Task<IResult> SilenceAsync(
        HttpContext http,
        PageShell shell,
        Judge judge,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            http,
            shell,
            form =>
                judge.SilenceAsync(
                    http.User.Author(),
                    form["domain"].ToString(),
                    form["run"].ToString(),
                    form["code"].ToString(),
                    form["for"].ToString(),
                    form["comment"].ToString(),
                    cancellationToken
                ),
            cancellationToken
        );

    private static Task<IResult> EndAsync(
        string id,
        HttpContext http,
        PageShell shell,
        Judge judge,
        CancellationToken cancellationToken
    ) =>
        AnswerAsync(
            http,
            shell,
            _ => judge.LiftAsync(http.User.Author(), id, cancellationToken),
            cancellationToken
        );

    private static async Task<IResult> AnswerAsync(
        HttpContext http,
        PageShell shell,
        Func<IFormCollection, Task> judge,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await judge(await http.FormAsync(cancellationToken));
            return Results.LocalRedirect($"~{Path}");
        }
        catch (JudgementException refused)
        {
            return shell.Refuse(
                "Not done",
                refused.Message,
                Path,
                "Back to the alerts",
                refused.Status()
            );
        }
    }

    private static async Task TakeAsync(
        string id,
        IFormCollection form,
        string? author,
        IMonitoringState state,
        Judge judge,
        CancellationToken cancellationToken
    )
    {
        string comment = form["comment"].ToString();
        switch (form["do"].ToString())
        {
            case "acknowledge":
                await judge.AcknowledgeAsync(author, id, comment, cancellationToken);
                return;
            case "unsilence":
                await judge.LiftAsync(author, form["silence"].ToString(), cancellationToken);
                return;
            case "silence":
                var alerts = await state.AlertsAsync(includeResolved: false, cancellationToken);
                var condition = alerts
                    .FirstOrDefault(a => string.Equals(a.Id, id, StringComparison.Ordinal))
                    ?.Condition;
                if (condition is null)
                {
                    throw new JudgementException($"There is no alert {id}.") { IsUnknown = true };
                }

                await judge.SilenceAsync(
                    author,
                    condition.Domain,
                    condition.Run,
                    condition.Code,
                    form["for"].ToString(),
                    comment,
                    cancellationToken
                );
                return;
            default:
                throw new JudgementException("Say whether to acknowledge, silence or unsilence.");
        }
    }
}
