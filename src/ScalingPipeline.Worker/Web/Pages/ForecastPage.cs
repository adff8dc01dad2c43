using System.Globalization;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Reporting.Text;
using ScalingPipeline.Worker.Contracts;
using ScalingPipeline.Worker.Hosting;
using ScalingPipeline.Worker.Web.Calculators;

namespace ScalingPipeline.Worker.Web.Pages;

/// <summary>The calculator: a forecast from the laws as they are now, and what a transformer takes before anything is trained. Forms that ask by GET: an answer has an address.</summary>
internal static class ForecastPage
{
    public const string Path = "/forecast";

    public static void MapForecastPage(this IEndpointRouteBuilder pages) =>
        pages.MapGet(Path, ShowAsync).WithMetadata(new PagePowers(Forms: true));

    private static async Task<IResult> ShowAsync(
        HttpContext http,
        PageShell shell,
        IMonitoringState state,
        SnapshotReader snapshots,
        CancellationToken cancellationToken
    )
    {
        string? Field(string name) =>
            http.Request.Query[name].ToString() is { Length: > 0 } v ? v : null;

        var domains = (await state.DomainsAsync(cancellationToken)).Select(d => d.Domain).ToList();
        var question = new ForecastQuestion
        {
            Domain = Field("domain") ?? (domains.Count > 0 ? domains[0] : null),
            Family = Field("family"),
            Parameters = Field("parameters"),
            Tokens = Field("tokens"),
            Compute = Field("compute"),
            TargetLoss = Field("target"),
        };
        var estimate = new EstimateQuestion
        {
            Layers = Field("layers"),
            Width = Field("width"),
            Context = Field("context"),
            Tokens = Field("amount"),
            GpuFlops = Field("gpu"),
            Utilization = Field("utilization"),
        };
        var answer = await Answered.OfAsync(
            question.IsEmpty,
            () => question.AnswerAsync(state, snapshots, cancellationToken)
        );
        var estimated = await Answered.OfAsync(
            estimate.IsEmpty,
            () => Task.FromResult(estimate.Answer())
        );
        return shell.Show(
            "Forecast",
            Path,
            html =>
            {
                Forecast(html, domains, question, answer);
                Estimate(html, estimate, estimated, question.Domain);
            }
        );
    }

    private static void Forecast(
        MarkupWriter html,
        List<string> domains,
        ForecastQuestion question,
        Answered<ForecastAnswer> answer
    )
    {
        html.Line($"<h2>Forecast a run</h2>");
        if (domains.Count == 0)
        {
            html.Line(
                $"<p>No domain has logs yet. A forecast needs completed healthy runs of several sizes: drop their logs into the watched storage.</p>"
            );
            return;
        }

        html.Line(
            $"<p>Give N and D, or C, or a loss to reach. Numbers as <code>1e9</code>, <code>7B</code> or <code>350M</code>.</p><form method=\"get\" action=\"{Path}\" aria-label=\"Forecast\"><label>Domain <select name=\"domain\">"
        );
        foreach (var domain in domains)
        {
            var chosen = string.Equals(domain, question.Domain, StringComparison.Ordinal)
                ? new Markup(" selected=\"selected\"")
                : Markup.Empty;
            html.Line($"<option value=\"{domain}\"{chosen}>{Outside.Shorten(domain, 60)}</option>");
        }

        html.Line($"</select></label>");
        Input(html, "N, parameters", "parameters", question.Parameters);
        Input(html, "D, tokens", "tokens", question.Tokens);
        Input(html, "C, FLOP", "compute", question.Compute);
        Input(html, "Loss to reach, nats per token", "target", question.TargetLoss);
        Input(html, "Family (the largest)", "family", question.Family);
        html.Line($"<button type=\"submit\">Forecast</button></form>");
        answer.Write(html, given => Given(html, given));
    }

    private static void Given(MarkupWriter html, ForecastAnswer answer)
    {
        if (answer.Forecast is { } forecast)
        {
            Fact(html, "Loss", $"{Formatting.Number(forecast.Loss)} nats per token");
            Fact(html, "Interval", Range(forecast.Interval));
            Fact(
                html,
                "Best spent on",
                forecast is { OptimalParameters: { } n, OptimalTokens: { } d }
                    ? $"N_opt = {Formatting.Short(n)} parameters, D_opt = {Formatting.Short(d)} tokens for the same compute"
                    : "not known: L(N,D) is not identified"
            );
            Basis(html, forecast.Law, forecast.Family, forecast.DecadesBeyondData, forecast.Basis);
        }
        else if (answer.Target is { } target)
        {
            Fact(
                html,
                "It takes",
                $"{Formatting.Number(target.Compute)} FLOP"
                    + (
                        target is { Parameters: { } n, Tokens: { } d }
                            ? $", best spent on N = {Formatting.Short(n)} and D = {Formatting.Short(d)}"
                            : "; N and D are not known, since L(N,D) is not identified"
                    )
            );
            Fact(
                html,
                "With luck",
                target.LeastCompute is { } least
                    ? $"from {Formatting.Number(least)} FLOP on: there the lower end of the interval reaches it"
                    : "far below: the lower end of the interval reaches it there"
            );
            Fact(
                html,
                "Surely",
                target.SureCompute is { } sure
                    ? $"from {Formatting.Number(sure)} FLOP on: there the upper end reaches it"
                    : "at no compute that can be forecast"
            );
            Fact(html, "Such a run may come to", Range(target.Interval));
            Basis(html, target.Law, target.Family, target.DecadesBeyondData, target.Basis);
        }
    }

    private static void Basis(
        MarkupWriter html,
        string law,
        string family,
        double decades,
        string basis
    )
    {
        Fact(html, "From", $"{law} of {family}");
        Fact(html, "Beyond the fitted runs", $"{Formatting.Number(decades, 2)} decades");
        Fact(html, "The interval rests on", basis);
    }

    private static string Range(Monitoring.Laws.Interval interval) =>
        $"{Formatting.Range(interval.Low, interval.High)} ({Formatting.Count(interval.Level * 100)}{Formatting.ThinSpace}%)";

    private static void Estimate(
        MarkupWriter html,
        EstimateQuestion question,
        Answered<EstimateDocument> answer,
        string? domain
    )
    {
        html.Line(
            $"<h2>Estimate a transformer</h2><p>Before anything is trained: N = 12 n_layer d_model², C = 6 N D.</p><form method=\"get\" action=\"{Path}\" aria-label=\"Estimate\">"
        );
        Input(html, "Layers", "layers", question.Layers);
        Input(html, "d_model", "width", question.Width);
        Input(html, "Context, tokens", "context", question.Context);
        Input(html, "D, tokens", "amount", question.Tokens);
        Input(html, "Peak FLOP/s of a GPU (3.12e14)", "gpu", question.GpuFlops);
        Input(html, "Share of the peak (0.4)", "utilization", question.Utilization);
        html.Line($"<button type=\"submit\">Estimate</button></form>");
        answer.Write(
            html,
            estimate =>
            {
                Fact(
                    html,
                    "N",
                    $"{Formatting.Count(estimate.Parameters)} non-embedding parameters"
                );
                Fact(
                    html,
                    "C",
                    $"{Formatting.Number(estimate.Flop)} FLOP, {Formatting.Number(estimate.PetaflopDays)} PF-days"
                );
                Fact(html, "GPU-days", Formatting.Number(estimate.GpuDays));
                Fact(
                    html,
                    "Attention over the context",
                    $"{Formatting.Percent(estimate.ContextShare)} of C, which 6 N D leaves out"
                );
                if (domain is not null)
                {
                    html.Line(
                        $"<dt>Its loss</dt><dd><a href=\"{Path}?domain={Uri.EscapeDataString(domain)}&amp;parameters={estimate.Parameters.ToString("R", CultureInfo.InvariantCulture)}&amp;tokens={estimate.Tokens.ToString("R", CultureInfo.InvariantCulture)}\">Forecast it</a></dd>"
                    );
                }
            }
        );
    }

    private static void Input(MarkupWriter html, string label, string name, string? value) =>
        html.Line(
            $"<label>{label} <input name=\"{name}\" value=\"{value}\" maxlength=\"200\" autocomplete=\"off\"/></label>"
        );

    private static void Fact(MarkupWriter html, string name, string text) =>
        html.Line($"<dt>{name}</dt><dd>{Outside.Shorten(text, 500)}</dd>");
}
