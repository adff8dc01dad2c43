using System.Net;
using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class HealthTests(PostgresServer postgres)
{
    private static readonly (string, string) _often = ("Ingestion:Watch:Interval", "00:00:00.200");

    [Fact]
    public async Task A_service_that_has_what_it_needs_is_alive_and_ready()
    {
        await using var service = await InProcessService.StartAsync([_often]);
        using var client = service.Client();

        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));

        Assert.Equal("healthy", (string)(await DocumentAsync(client, "/healthz"))["status"]!);
        var ready = await DocumentAsync(client, "/readyz");
        Assert.Equal("healthy", (string)ready["checks"]!["state"]!["status"]!);
        Assert.Equal("healthy", (string)ready["checks"]!["storage"]!["status"]!);
    }

    [Fact]
    public async Task A_service_that_is_there_before_its_database_waits_for_it_alive_and_not_ready()
    {
        var location = await postgres.NewDatabaseOrSkipAsync();
        var database = location.Split("Database=")[1].Split(';')[0];
        var missing = $"{database}_later";
        await using var service = await InProcessService.StartAsync([
            _often,
            ("Storage:State", location.Replace(database, missing, StringComparison.Ordinal)),
        ]);
        using var client = service.Client();

        await Eventually.TrueAsync(() =>
            IsAsync(client, "/readyz", HttpStatusCode.ServiceUnavailable)
        );
        Assert.True(await IsAsync(client, "/healthz", HttpStatusCode.OK));
        Assert.StartsWith(
            "The state ",
            (string)(await DocumentAsync(client, "/readyz"))["checks"]!["state"]!["description"]!,
            StringComparison.Ordinal
        );

        await postgres.ExecuteAsync($"CREATE DATABASE {missing}");

        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));
    }

    [Fact]
    public async Task Without_its_state_it_is_alive_but_not_ready_until_the_state_is_back()
    {
        var location = await postgres.NewDatabaseOrSkipAsync();
        var database = location.Split("Database=")[1].Split(';')[0];
        await using var service = await InProcessService.StartAsync([
            _often,
            ("Storage:State", location),
        ]);
        using var client = service.Client();
        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));

        await postgres.ExecuteAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS false");
        await postgres.ExecuteAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'"
        );

        await Eventually.TrueAsync(() =>
            IsAsync(client, "/readyz", HttpStatusCode.ServiceUnavailable)
        );
        Assert.True(await IsAsync(client, "/healthz", HttpStatusCode.OK));
        var state = (await DocumentAsync(client, "/readyz"))["checks"]!["state"]!;
        Assert.Equal("unhealthy", (string)state["status"]!);
        Assert.StartsWith("The state ", (string)state["description"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(
            location.Split("Password=")[1],
            (string)state["description"]!,
            StringComparison.Ordinal
        );

        await postgres.ExecuteAsync($"ALTER DATABASE {database} ALLOW_CONNECTIONS true");

        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));
    }

    [Fact]
    public async Task Without_its_logs_it_is_alive_but_not_ready_until_they_are_back()
    {
        await using var service = await InProcessService.StartAsync([_often]);
        using var client = service.Client();
        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));

        Directory.Delete(service.Logs);

        await Eventually.TrueAsync(() =>
            IsAsync(client, "/readyz", HttpStatusCode.ServiceUnavailable)
        );
        Assert.True(await IsAsync(client, "/healthz", HttpStatusCode.OK));

        Directory.CreateDirectory(service.Logs);

        await Eventually.TrueAsync(() => IsAsync(client, "/readyz", HttpStatusCode.OK));
    }

    [Fact]
    public async Task Strangers_are_told_whether_but_not_why()
    {
        var key = ApiKey.New();
        await using var service = await InProcessService.StartAsync([
            _often,
            ("Web:Hosts:0", "laws.example"),
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(key)),
        ]);
        using var client = service.Client();

        foreach (var path in new[] { "/healthz", "/readyz" })
        {
            Assert.Null((await DocumentAsync(client, path))["checks"]);
        }

        client.DefaultRequestHeaders.Add(ApiKeyHandler.Header, key);
        Assert.NotNull((await DocumentAsync(client, "/readyz"))["checks"]);
    }

    private static async Task<bool> IsAsync(
        HttpClient client,
        string path,
        HttpStatusCode status
    ) => await client.StatusAsync(HttpMethod.Get, path) == status;

    private static async Task<JsonNode> DocumentAsync(HttpClient client, string path)
    {
        using var response = await client.AskAsync(HttpMethod.Get, path);
        return JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        )!;
    }
}
