using System.Net;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class HostNamesTests
{
    [Fact]
    public async Task On_loopback_only_the_names_of_the_machine_lead_here()
    {
        await using var service = await InProcessService.StartAsync([]);
        using var client = service.Client();

        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]", "LOCALHOST:80" })
        {
            Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "/", name));
        }

        foreach (
            var name in new[]
            {
                "rebound.example",
                "localhost.rebound.example",
                "127.0.0.1.rebound.example",
                "laws.example:5080",
            }
        )
        {
            Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(client, "/", name));
            Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(client, "/api/v1/laws", name));
            Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(client, "/metrics", name));
        }
    }

    [Fact]
    public async Task Probes_are_answered_under_any_name()
    {
        await using var service = await InProcessService.StartAsync([]);
        using var client = service.Client();

        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "/healthz", "10.0.0.7"));
    }

    [Fact]
    public async Task Configured_names_lead_here_and_others_do_not()
    {
        var key = ApiKey.New();
        await using var service = await InProcessService.StartAsync([
            ("Web:Hosts:0", "laws.example"),
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(key)),
        ]);
        using var client = service.Client();
        client.DefaultRequestHeaders.Add(ApiKeyHandler.Header, key);

        Assert.Equal(HttpStatusCode.OK, await GetAsync(client, "/", "laws.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(client, "/", "another.example"));
        Assert.Equal(HttpStatusCode.BadRequest, await GetAsync(client, "/", "my.laws.example"));
    }

    [Fact]
    public async Task Nobody_but_a_known_proxy_says_under_which_name_it_was_asked()
    {
        await using var service = await InProcessService.StartAsync([]);
        using var client = service.Client();

        Assert.Equal(
            HttpStatusCode.BadRequest,
            await client.StatusAsync(
                HttpMethod.Get,
                "/",
                ("Host", "rebound.example"),
                ("X-Forwarded-Host", "localhost")
            )
        );
    }

    private static Task<HttpStatusCode> GetAsync(HttpClient client, string path, string host) =>
        client.StatusAsync(HttpMethod.Get, path, ("Host", host));
}
