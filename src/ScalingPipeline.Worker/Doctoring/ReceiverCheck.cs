using System.Net.Sockets;
using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Worker.Doctoring;

/// <summary>Whether the receivers of alerts can be reached: a connection is opened and closed, nothing is sent.</summary>
internal static class ReceiverCheck
{
    private const string Check = "receivers";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public static async Task<IReadOnlyList<Finding>> OfAsync(
        DeliveryOptions options,
        CancellationToken cancellationToken
    )
    {
        var places = Places(options).Distinct().ToArray();
        var findings = await Task.WhenAll(
            places.Select(place => ReachAsync(place, cancellationToken))
        );
        if (places.Length > 0)
        {
            return findings;
        }

        return
        [
            options is { Console: false, Blobs: false }
                ? Finding.Warning(
                    Check,
                    "Nobody hears of an alert: there is no receiver, and console and blobs are off.",
                    "Name a receiver in Monitoring:Delivery, such as Webhooks."
                )
                : Finding.Ok(
                    Check,
                    "Alerts go to the log and the output; no other receiver is named."
                ),
        ];
    }

    /// <summary>Host and port only: the path of such an address may be a secret.</summary>
    private static IEnumerable<(string Name, string Host, int Port)> Places(DeliveryOptions options)
    {
        foreach (var (name, url) in Urls(options))
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var address))
            {
                yield return (name, address.Host, address.Port);
            }
        }

        foreach (var mail in options.Mail)
        {
            yield return ($"Mail {mail.Name}", mail.Host, mail.UsedPort);
        }
    }

    private static IEnumerable<(string, string)> Urls(DeliveryOptions options) =>
        [
            .. options.Webhooks.Select(o => ($"Webhooks {o.Name}", o.Url)),
            .. options.Alertmanagers.Select(o => ($"Alertmanagers {o.Name}", o.Url)),
            .. options.Slack.Select(o =>
                ($"Slack {o.Name}", string.IsNullOrEmpty(o.WebhookUrl) ? o.Api : o.WebhookUrl)
            ),
            .. options.Teams.Select(o => ($"Teams {o.Name}", o.Url)),
            .. options.PagerDuty.Select(o => ($"PagerDuty {o.Name}", o.Url)),
        ];

    private static async Task<Finding> ReachAsync(
        (string Name, string Host, int Port) place,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(place.Host, place.Port, limit.Token);
            return Finding.Ok(Check, $"{place.Name}: {place.Host}:{place.Port} answers.");
        }
        catch (Exception fault)
            when (fault is SocketException
                || (
                    fault is OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            )
        {
            var what = fault is SocketException socket ? socket.Message : "no answer in time";
            return Finding.Error(
                Check,
                $"{place.Name}: {place.Host}:{place.Port} cannot be reached: {what}.",
                "Check its address and the way there; alerts wait for it meanwhile and none is lost."
            );
        }
    }
}
