using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

/// <summary>As much of Alertmanager's API as a sink needs, for what a real one does not do on request.</summary>
public sealed class AlertmanagerReceiver : HttpReceiver
{
    protected override string? Lie => null;

    protected override (int Status, string Answer) Take(HttpRequest request, string body)
    {
        Check(request.Path == "/prefix/api/v2/alerts", "the path");
        Check(request.Headers.Authorization == "Basic b3BzOnNlY3JldC1vZi1vcHM=", "the credentials");
        if (HttpMethods.IsGet(request.Method))
        {
            return (200, "[]");
        }

        foreach (var alert in JsonNode.Parse(body)!.AsArray())
        {
            var labels = alert!["labels"]!.AsObject();
            Check(labels.All(l => l.Value!.ToString().Length > 0), "labels are not empty");
            Check(
                (DateTime)alert["startsAt"]! <= (DateTime)alert["endsAt"]!,
                "no end is before its start"
            );
            Note(labels.ToJsonString(), body);
        }

        return (200, "");
    }
}
