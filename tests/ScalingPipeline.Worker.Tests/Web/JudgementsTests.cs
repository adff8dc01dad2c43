using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>What people say of alerts through the API and the page.</summary>
public sealed class JudgementsTests(JudgementsTests.Fixture web)
    : IClassFixture<JudgementsTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private readonly HttpClient _client = web.Client();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/api/v1/silences")]
    [InlineData("DELETE", "/api/v1/silences/x")]
    [InlineData("POST", "/api/v1/alerts/x/acknowledge")]
    [InlineData("POST", "/api/v1/runs/mark")]
    [InlineData("POST", "/alerts/x")]
    [InlineData("POST", "/silences")]
    [InlineData("POST", "/silences/x/end")]
    [InlineData("POST", "/domains/x/runs/y/mark")]
    [InlineData("POST", "/ledger/look")]
    [InlineData("POST", "/ledger/replay")]
    public async Task Only_who_may_change_judges(string method, string path)
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _client.StatusAsync(new HttpMethod(method), path)
        );
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await _client.StatusAsync(new HttpMethod(method), path, Requests.Bearer(_reader))
        );
    }

    [Fact]
    public async Task The_author_of_a_silence_is_who_signed_in_whatever_the_body_says()
    {
        var alert = await FiringAsync("run-api");
        var (status, silence) = await PostAsync(
            "/api/v1/silences",
            new
            {
                run = "run-api",
                @for = "8h",
                comment = "known",
                author = "somebody else",
            }
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("changer", (string)silence!["author"]!);
        var shown = await AlertAsync(alert.Id);
        Assert.Equal((string)silence["id"]!, (string)shown["silenced"]!["id"]!);
        Assert.Contains(
            (string)silence["id"]!,
            await _client.GetStringAsync("/api/v1/silences", Cancelled)
        );

        var path = $"/api/v1/silences/{silence["id"]}";
        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync(path));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync(path));
        Assert.Null((await AlertAsync(alert.Id))["silenced"]);
    }

    [Fact]
    public async Task An_alert_that_fires_is_acknowledged()
    {
        var alert = await FiringAsync("run-ack");

        var (status, _) = await PostAsync(
            $"/api/v1/alerts/{alert.Id}/acknowledge",
            new { comment = "mine" }
        );

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("changer", (string)(await AlertAsync(alert.Id))["acknowledged"]!["author"]!);
    }

    [Theory]
    [InlineData("/api/v1/silences", """{"run":"r","for":"8h"}""", 400)]
    [InlineData("/api/v1/silences", """{"for":"8h","comment":"c"}""", 400)]
    [InlineData("/api/v1/silences", """{"run":7}""", 400)]
    [InlineData("/api/v1/silences", "no json", 400)]
    [InlineData("/api/v1/alerts/none/acknowledge", """{"comment":"c"}""", 404)]
    [InlineData("/api/v1/runs/mark", """{"mark":"great","comment":"c"}""", 400)]
    [InlineData(
        "/api/v1/runs/mark",
        """{"domain":"d","run":"r","mark":"faulty","comment":"c"}""",
        404
    )]
    public async Task What_cannot_be_taken_is_refused(string path, string body, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, null, "application/json"),
        };
        request.Headers.Add("X-Api-Key", _changer);

        using var response = await _client.SendAsync(request, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_page_has_forms_for_who_may_change_and_takes_them_only_with_its_token()
    {
        var alert = await FiringAsync("run-<b>page");
        Assert.DoesNotContain("<form", await _client.GetStringAsync("/alerts", Cancelled));
        await SubmitAsync("/sign-in", "/sign-in", ("key", _changer));
        var path = $"/alerts/{alert.Id}";
        Assert.Contains($"action=\"{path}\"", await _client.GetStringAsync("/alerts", Cancelled));

        Assert.Equal(HttpStatusCode.Forbidden, await _client.StatusAsync(HttpMethod.Post, path));
        await SubmitAsync("/alerts", path, ("do", "acknowledge"), ("comment", "<i>mine"));
        await SubmitAsync(
            "/alerts",
            path,
            ("do", "silence"),
            ("for", "1h"),
            ("comment", "<i>known")
        );

        var page = await _client.GetStringAsync("/alerts", Cancelled);
        Assert.Contains(
            "Acknowledged by changer, until it resolves or grows worse: &lt;i&gt;mine",
            page
        );
        Assert.Contains("Silenced by changer until ", page);
        Assert.DoesNotContain("<i>", page);
        var silence = (await AlertAsync(alert.Id))["silenced"]!;
        Assert.Equal("run-<b>page", (string)silence["run"]!);

        await SubmitAsync(
            "/alerts",
            path,
            ("do", "unsilence"),
            ("silence", (string)silence["id"]!)
        );
        Assert.Null((await AlertAsync(alert.Id))["silenced"]);
    }

    [Fact]
    public async Task A_silence_is_begun_and_ended_on_the_page()
    {
        await SubmitAsync("/sign-in", "/sign-in", ("key", _changer));
        await SubmitAsync(
            "/alerts",
            "/silences",
            ("run", "run-<i>form*"),
            ("for", "1h"),
            ("comment", "by a form")
        );

        var silence = JsonNode
            .Parse(await _client.GetStringAsync("/api/v1/silences", Cancelled))!
            .AsArray()
            .Single(s => (string)s!["comment"]! == "by a form")!;
        Assert.Equal("changer", (string)silence["author"]!);
        Assert.Equal("run-<i>form*", (string)silence["run"]!);
        Assert.Contains("run-&lt;i&gt;form*", await _client.GetStringAsync("/alerts", Cancelled));

        await SubmitAsync("/alerts", $"/silences/{silence["id"]}/end");
        Assert.DoesNotContain(
            (string)silence["id"]!,
            await _client.GetStringAsync("/api/v1/silences", Cancelled)
        );
    }

    [Fact]
    public async Task What_the_forms_cannot_do_is_said()
    {
        await SubmitAsync("/sign-in", "/sign-in", ("key", _changer));

        Assert.Equal(
            HttpStatusCode.BadRequest,
            await _client.SubmitAsync("/alerts", "/silences", ("for", "1h"), ("comment", "all"))
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await _client.SubmitAsync("/alerts", "/silences/none/end")
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            await _client.SubmitAsync(
                "/alerts",
                "/domains/none/runs/none/mark",
                ("mark", "faulty"),
                ("comment", "none")
            )
        );
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await _client.SubmitAsync(
                "/alerts",
                "/domains/none/runs/none/mark",
                ("mark", "great"),
                ("comment", "none")
            )
        );
    }

    private async Task<AlertRecord> FiringAsync(string run)
    {
        var services = web.Service.Services;
        var condition = new AlertCondition
        {
            Domain = "math",
            Run = run,
            Code = AlertCodes.UnitMismatch,
            Severity = AlertSeverity.Warning,
            Confirmed = true,
            Message = "It is off.",
            Cause = "open",
            NextStep = "Look.",
            Evidence = "None.",
        };
        var alert = new AlertRecord
        {
            Id = AlertFingerprint.Of(condition),
            Condition = condition,
            Status = AlertStatus.Firing,
            Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
            Updated = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        };
        var lease = await services
            .GetRequiredService<ILeases>()
            .TryTakeAsync("refit:math", TimeSpan.FromMinutes(1), Cancelled);
        await services
            .GetRequiredService<IMonitoringState>()
            .SaveAsync(
                new RefitOutcome
                {
                    Analysis = new DomainAnalysis
                    {
                        Domain = "math",
                        Snapshot = "none",
                        Laws = [],
                        Runs = [],
                        Conditions = [condition],
                        Remarks = [],
                    },
                    Version = 1,
                    At = alert.Since,
                    Alerts = [alert],
                    Messages = [],
                },
                lease!,
                Cancelled
            );
        await services.GetRequiredService<ILeases>().ReleaseAsync(lease!, Cancelled);
        return alert;
    }

    private async Task<JsonNode> AlertAsync(string id) =>
        JsonNode
            .Parse(await _client.GetStringAsync("/api/v1/alerts", Cancelled))!
            .AsArray()
            .Single(a => (string)a!["id"]! == id)!;

    private async Task<(HttpStatusCode Status, JsonNode? Answer)> PostAsync(
        string path,
        object body
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("X-Api-Key", _changer);
        using var response = await _client.SendAsync(request, Cancelled);
        return (
            response.StatusCode,
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancelled))
        );
    }

    private Task<HttpStatusCode> DeleteAsync(string path) =>
        _client.StatusAsync(HttpMethod.Delete, path, Requests.Bearer(_changer));

    private async Task SubmitAsync(
        string page,
        string path,
        params (string Name, string Value)[] fields
    ) => Assert.Equal(HttpStatusCode.Redirect, await _client.SubmitAsync(page, path, fields));

    public sealed class Fixture() : WebFixture(Keys(_reader, _changer));
}
