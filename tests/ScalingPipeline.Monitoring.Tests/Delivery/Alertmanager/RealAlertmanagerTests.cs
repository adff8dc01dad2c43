using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Monitoring.Tests.Delivery.Alertmanager;

public sealed class RealAlertmanagerTests : IDisposable
{
    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task It_shows_what_fires_and_no_longer_what_resolved()
    {
        await using var server = await AlertmanagerServer.StartOrSkipAsync();
        using var delivery = Delivery(server);
        var fires = AtNow(TestDelivery.Alert(), delivery);

        delivery.Refit(fires);
        Assert.Equal((1, 0), await delivery.DeliverAsync());

        var shown = Assert.Single(await ActiveAsync(server))!;
        Assert.Equal(AlertCodes.TrainingTrend, shown["labels"]!["alertname"]!.ToString());
        Assert.Equal("warning", shown["labels"]!["severity"]!.ToString());
        Assert.Equal("It is off.", shown["annotations"]!["summary"]!.ToString());
        Assert.Equal("https://scaling.example.org/", shown["generatorURL"]!.ToString());
        Assert.Equal("active", shown["status"]!["state"]!.ToString());
        Assert.True(
            (DateTime)shown["endsAt"]! > (DateTime)shown["startsAt"]! + TimeSpan.FromDays(1)
        );

        delivery.Refit(
            fires with
            {
                Status = AlertStatus.Resolved,
                ResolvedAt = fires.Since + TimeSpan.FromMinutes(1),
            }
        );
        Assert.Equal((1, 0), await delivery.DeliverAsync());
        Assert.Empty(await ActiveAsync(server));
    }

    [Fact]
    public async Task An_alert_that_rises_is_shown_once_with_its_new_severity()
    {
        await using var server = await AlertmanagerServer.StartOrSkipAsync();
        using var delivery = Delivery(server);
        const string domain = "a \"quoted\\\" = domain";
        delivery.Refit(AtNow(TestDelivery.Alert(domain: domain), delivery));
        await delivery.DeliverAsync();

        var critical = TestDelivery.Alert(severity: AlertSeverity.Critical, domain: domain);
        delivery.Refit(AtNow(critical, delivery));
        Assert.Equal((1, 0), await delivery.DeliverAsync());

        var shown = Assert.Single(await ActiveAsync(server))!;
        Assert.Equal("critical", shown["labels"]!["severity"]!.ToString());
        Assert.Equal(domain, shown["labels"]!["domain"]!.ToString());
    }

    [Fact]
    public async Task One_that_was_restarted_is_told_again_of_all_that_fires()
    {
        await using var before = await AlertmanagerServer.StartOrSkipAsync();
        var state = new List<AlertRecord>();
        using (var delivery = Delivery(before))
        {
            for (var i = 0; i < 150; i++)
            {
                state.Add(AtNow(TestDelivery.Alert($"run-{i}"), delivery));
            }

            delivery.Refit([.. state]);
            await delivery.DeliverAsync();
            await delivery.DeliverAsync();
            Assert.Equal(150, (await ActiveAsync(before)).Count);
        }

        await using var after = await AlertmanagerServer.StartOrSkipAsync();
        using var again = Delivery(after);
        foreach (var alert in state.Skip(1))
        {
            again.State.Alerts[alert.Id] = alert;
        }

        again.State.Alerts[state[0].Id] = state[0] with { Status = AlertStatus.Pending };
        Assert.Empty(await ActiveAsync(after));
        Assert.True(await again.RemindAsync());
        Assert.Equal(149, (await ActiveAsync(after)).Count);
    }

    private static TestDelivery Delivery(AlertmanagerServer server)
    {
        var delivery = new TestDelivery(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Alertmanagers:0:Name"] = "real",
                ["Alertmanagers:0:Url"] = server.Url.ToString(),
                ["ExternalUrl"] = "https://scaling.example.org/",
            }
        );
        // Its clock is the machine's; ours must not say that all ended long ago.
        delivery.Clock.Now = TimeProvider.System.GetUtcNow();
        return delivery;
    }

    private static AlertRecord AtNow(AlertRecord alert, TestDelivery delivery) =>
        alert with
        {
            Since = delivery.Clock.Now - TimeSpan.FromHours(1),
        };

    private async Task<JsonArray> ActiveAsync(AlertmanagerServer server) =>
        (
            await _http.GetFromJsonAsync<JsonArray>(
                new Uri(server.Url, "/api/v2/alerts?active=true"),
                TestContext.Current.CancellationToken
            )
        )!;
}
