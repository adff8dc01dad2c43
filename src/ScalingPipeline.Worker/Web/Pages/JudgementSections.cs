using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Reporting.Html;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>What is silenced and marked, with forms to change it for whoever may.</summary>
internal static class JudgementSections
{
    /// <summary>The choices of how long a silence lasts.</summary>
    public static Markup Durations { get; } =
        new(
            "<label>For <select name=\"for\"><option value=\"1h\">1 hour</option><option value=\"8h\" selected=\"selected\">8 hours</option><option value=\"1d\">1 day</option><option value=\"1w\">1 week</option><option value=\"4w\">4 weeks</option></select></label>"
        );

    public static void Silences(
        MarkupWriter html,
        IReadOnlyList<Silence> silences,
        TimeZoneInfo zone,
        AntiforgeryTokenSet? token
    )
    {
        html.Line($"<h2>Silences</h2>");
        if (silences.Count == 0)
        {
            html.Line($"<p>Nothing is silenced: every receiver hears of every alert.</p>");
            return;
        }

        HtmlTable.Open(html, "Silences", "<domain", "<run", "<code", "<by", "until", "<comment");
        foreach (var silence in silences)
        {
            html.Write(
                $"<tr><td class=\"t n\">{HtmlTable.Name(silence.Domain)}</td><td class=\"t n\">{HtmlTable.Name(silence.Run)}</td><td class=\"t n\">{HtmlTable.Name(silence.Code)}</td><td class=\"t\">{Outside.Shorten(silence.Author, 40)}</td><td>{Formatting.Moment(silence.Expiry, zone)}</td><td class=\"t w\">{Outside.Shorten(silence.Comment, 500)}"
            );
            if (token is not null)
            {
                html.Write(
                    $"<form class=\"inline\" method=\"post\" action=\"/silences/{Uri.EscapeDataString(silence.Id)}/end\">{Forms.Hidden(token)}<button type=\"submit\">End it</button></form>"
                );
            }

            html.Line($"</td></tr>");
        }

        HtmlTable.Close(html);
    }

    public static void SilenceForm(MarkupWriter html, AntiforgeryTokenSet token) =>
        html.Line(
            $"<form method=\"post\" action=\"/silences\" aria-label=\"Silence alerts\">{Forms.Hidden(token)}<label>Domain <input name=\"domain\" maxlength=\"500\" placeholder=\"*\"/></label><label>Run <input name=\"run\" maxlength=\"500\" placeholder=\"*\"/></label><label>Code <input name=\"code\" maxlength=\"100\" placeholder=\"*\"/></label>{Durations}<label>Comment <input name=\"comment\" maxlength=\"500\" required=\"required\"/></label><button type=\"submit\">Silence</button></form><p class=\"note\">Name one of the three at least; <code>*</code> stands for any characters. Messages wait until it ends.</p>"
        );

    public static void Marks(
        MarkupWriter html,
        IReadOnlyList<RunMark> marks,
        TimeZoneInfo zone,
        AntiforgeryTokenSet? token
    )
    {
        html.Line($"<h2>Marked runs</h2>");
        if (marks.Count == 0)
        {
            html.Line(
                $"<p>No run is marked healthy or faulty.{(token is null ? "" : " The page of a run has a form for it.")}</p>"
            );
            return;
        }

        HtmlTable.Open(html, "Marked runs", "run", "<domain", "<mark", "<by", "at", "<comment");
        foreach (var mark in marks)
        {
            html.Write(
                $"<tr><th scope=\"row\" class=\"n\"><a href=\"{PathNames.Run(mark.Domain, mark.Run)}\">{HtmlTable.Name(mark.Run)}</a></th><td class=\"t n\">{HtmlTable.Name(mark.Domain)}</td><td class=\"t\">{mark.Verdict.ToString().ToLower(CultureInfo.InvariantCulture)}</td><td class=\"t\">{Outside.Shorten(mark.Author, 40)}</td><td>{Formatting.Moment(mark.At, zone)}</td><td class=\"t w\">{Outside.Shorten(mark.Comment, 500)}"
            );
            if (token is not null)
            {
                html.Write(
                    $"<form class=\"inline\" method=\"post\" action=\"{PathNames.Run(mark.Domain, mark.Run)}/mark\">{Forms.Hidden(token)}<input type=\"hidden\" name=\"comment\" value=\"cleared on the page of alerts\"/><button type=\"submit\" name=\"mark\" value=\"clear\">Clear it</button></form>"
                );
            }

            html.Line($"</td></tr>");
        }

        HtmlTable.Close(html);
    }
}
