using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Tests.Refit;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class WebhookSinkTests : IDisposable
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly HttpListener _listener = new();
    private readonly Uri _url;
    private readonly HttpClient _http = new();

    public WebhookSinkTests()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        _url = new Uri($"http://127.0.0.1:{port}/hook/");
        _listener.Prefixes.Add(_url.ToString());
        _listener.Start();
    }

    public void Dispose()
    {
        _listener.Close();
        _http.Dispose();
    }

    [Fact]
    public async Task A_receiver_that_fails_first_gets_the_same_signed_message_again()
    {
        var state = new InMemoryState();
        state.Outbox["m1"] = TestMessages.Of("m1", "webhook-ops", _start);
        var sink = new WebhookSink(
            new WebhookOptions
            {
                Name = "ops",
                Url = _url,
                Secret = "s3cret",
            },
            _http
        );
        var delivery = new OutboxDelivery(
            state,
            InMemoryLeases.Sections(),
            [sink],
            Options.Create(new DeliveryOptions { RetryDelay = TimeSpan.Zero }),
            new SetClock(_start),
            NullLogger<OutboxDelivery>.Instance
        );

        var answering = AnswerAsync(HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK);
        await delivery.DeliverDueAsync(TestContext.Current.CancellationToken);
        var requests = await answering;

        Assert.Empty(state.Outbox);
        Assert.Equal(requests[0], requests[1]);
        Assert.Equal("m1", requests[0].Key);
        Assert.Equal(
            WebhookSink.Sign(Encoding.UTF8.GetBytes(requests[0].Body), "s3cret"),
            requests[0].Signature
        );
    }

    [Fact]
    public async Task The_body_is_what_receivers_of_Alertmanager_expect_and_more()
    {
        var sink = new WebhookSink(new WebhookOptions { Name = "ops", Url = _url }, _http);
        var answering = AnswerAsync(HttpStatusCode.OK);
        await sink.SendAsync(
            TestMessages.Of("m1", sink.Name, _start),
            ScalingPipeline.Monitoring.Alerts.AlertDocument.Of(TestMessages.Alert),
            TestContext.Current.CancellationToken
        );
        var request = Assert.Single(await answering);

        using var json = JsonDocument.Parse(request.Body);
        var root = json.RootElement;
        Assert.Equal("4", root.GetProperty("version").GetString());
        Assert.Equal("firing", root.GetProperty("status").GetString());
        Assert.Equal("webhook-ops", root.GetProperty("receiver").GetString());
        foreach (
            var name in new[]
            {
                "groupKey",
                "truncatedAlerts",
                "groupLabels",
                "commonLabels",
                "commonAnnotations",
                "externalURL",
            }
        )
        {
            Assert.True(root.TryGetProperty(name, out _), name);
        }

        var alert = Assert.Single(root.GetProperty("alerts").EnumerateArray().ToArray());
        Assert.Equal(
            "training-off-trend",
            alert.GetProperty("labels").GetProperty("alertname").GetString()
        );
        Assert.Equal("0123456789abcdef", alert.GetProperty("fingerprint").GetString());
        Assert.Equal("2026-03-02T01:30:00Z", alert.GetProperty("startsAt").GetString());
        Assert.Equal("0001-01-01T00:00:00Z", alert.GetProperty("endsAt").GetString());
        Assert.Equal("run-a", alert.GetProperty("run").GetString());
        Assert.Equal(2, alert.GetProperty("observed").GetDouble());
        Assert.Null(request.Signature);
    }

    private async Task<List<Request>> AnswerAsync(params HttpStatusCode[] answers)
    {
        var requests = new List<Request>();
        foreach (var answer in answers)
        {
            var context = await _listener.GetContextAsync();
            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            requests.Add(
                new Request(
                    await reader.ReadToEndAsync(),
                    context.Request.Headers[WebhookSink.IdempotencyHeader],
                    context.Request.Headers[WebhookSink.SignatureHeader]
                )
            );
            context.Response.StatusCode = (int)answer;
            context.Response.Close();
        }

        return requests;
    }

    private sealed record Request(string Body, string? Key, string? Signature);
}
