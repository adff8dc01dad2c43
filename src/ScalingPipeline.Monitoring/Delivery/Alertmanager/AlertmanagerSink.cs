using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Delivery.Alertmanager;

/// <summary>
/// Posts alerts to Alertmanager's API, version 2. Alertmanager keeps alerts in memory only and ends each at its <c>endsAt</c>: a firing alert
/// is given one that is <see cref="Lasts"/> ahead, and all of them are sent again every minute, as Prometheus does, so that one that
/// was restarted knows them again. Severity is a label, so that routes can go by it; an alert that rises ends under its former one.
/// </summary>
/// <remarks>Source: Alertmanager's OpenAPI, <c>api/v2/openapi.yaml</c>, postAlerts.</remarks>
public sealed class AlertmanagerSink(
    AlertmanagerOptions options,
    string externalUrl,
    HttpClient http,
    TimeProvider time
) : IAlertSink
{
    /// <summary>
    /// An alert of which nothing was heard for so long ends. Longer than a day: a service that is scaled to zero and comes back for the night
    /// only has not gone.
    /// </summary>
    public static TimeSpan Lasts { get; } = TimeSpan.FromHours(36);

    private static readonly string[] _labels = ["alertname", "domain", "run", "severity"];

    private readonly JsonReceiver _receiver = new(http, $"The Alertmanager {options.Name}", time);
    private readonly Uri _alerts = new($"{options.Url.TrimEnd('/')}/api/v2/alerts");

    public string Name { get; } = $"alertmanager-{options.Name}";

    public int Capacity => 100;

    public TimeSpan Resend => TimeSpan.FromMinutes(1);

    public async Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
    {
        var told = new JsonArray();
        foreach (var domain in notice.Alerts.GroupBy(a => a.Domain, StringComparer.Ordinal))
        {
            var known = await KnownAsync(domain.Key, cancellationToken);
            foreach (var alert in domain)
            {
                told.Add(Entry(alert, alert.Severity, Ends(alert)));
                foreach (var former in Former(alert, known))
                {
                    told.Add(Entry(alert, former, NotBefore(alert.Since, time.GetUtcNow())));
                }
            }
        }

        using var request = Authorized(JsonReceiver.Post(_alerts, told));
        await _receiver.SendAsync(request, cancellationToken);
    }

    private async Task<HashSet<string>> KnownAsync(
        string domain,
        CancellationToken cancellationToken
    )
    {
        var quoted = domain
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        var filter = Uri.EscapeDataString($"domain=\"{quoted}\"");
        using var request = Authorized(
            new HttpRequestMessage(HttpMethod.Get, new Uri($"{_alerts}?filter={filter}"))
        );
        var answer = await _receiver.AskAsync<JsonArray>(request, cancellationToken);
        return answer
            .Select(known => known?["labels"] is JsonObject labels ? LabelKey(labels) : "")
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The severities under which Alertmanager still knows an alert that has another one now: to it they are other alerts.</summary>
    private static IEnumerable<AlertSeverity> Former(AlertDocument alert, HashSet<string> known) =>
        Enum.GetValues<AlertSeverity>()
            .Where(s =>
                s != alert.Severity
                && known.Contains(LabelKey(AlertLabels.WithSeverity(alert with { Severity = s })))
            );

    private static string LabelKey(JsonObject labels) =>
        string.Join(
            '\n',
            _labels.Select(name => labels[name] is JsonValue value ? value.ToString() : "")
        );

    private DateTimeOffset Ends(AlertDocument alert) =>
        NotBefore(alert.Since, alert.ResolvedAt ?? time.GetUtcNow() + Lasts);

    // An end before the start is refused; a clock that was set back makes one.
    private static DateTimeOffset NotBefore(DateTimeOffset start, DateTimeOffset end) =>
        end < start ? start : end;

    private JsonObject Entry(AlertDocument alert, AlertSeverity severity, DateTimeOffset ends)
    {
        var entry = new JsonObject
        {
            ["labels"] = AlertLabels.WithSeverity(alert with { Severity = severity }),
            ["annotations"] = AlertLabels.Annotations(alert),
            ["startsAt"] = alert.Since.UtcDateTime,
            ["endsAt"] = ends.UtcDateTime,
        };
        if (externalUrl.Length > 0)
        {
            entry["generatorURL"] = externalUrl;
        }

        return entry;
    }

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        if (!string.IsNullOrEmpty(options.User))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.Password}"))
            );
        }

        return request;
    }
}
