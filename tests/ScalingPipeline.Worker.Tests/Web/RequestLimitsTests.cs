using System.Net;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class RequestLimitsTests
{
    private const int Limit = 5;

    [Fact]
    public async Task A_client_that_asks_for_too_many_pages_waits_while_probes_and_the_api_go_on()
    {
        await using var service = await InProcessService.StartAsync([
            ("Web:PagesPerMinute", $"{Limit}"),
        ]);
        using var client = service.Client();

        using var refused = await RefusedAsync(client, "/");

        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(HttpMethod.Get, "/healthz"));
        Assert.Equal(HttpStatusCode.OK, await client.StatusAsync(HttpMethod.Get, "/api/v1/laws"));
    }

    [Fact]
    public async Task A_client_that_asks_too_much_of_anything_waits()
    {
        await using var service = await InProcessService.StartAsync([
            ("Web:RequestsPerMinute", $"{Limit}"),
        ]);
        using var client = service.Client();

        using var refused = await RefusedAsync(client, "/api/v1/status");

        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task After_too_many_wrong_keys_none_is_looked_at()
    {
        var key = ApiKey.New();
        await using var service = await InProcessService.StartAsync([
            ("Web:Hosts:0", "laws.example"),
            ("Web:WrongKeysPerMinute", $"{Limit}"),
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(key)),
        ]);
        using var guesser = service.Client();
        guesser.DefaultRequestHeaders.Add(ApiKeyHandler.Header, ApiKey.New());

        using var refused = await RefusedAsync(guesser, "/api/v1/laws");
    }

    [Fact]
    public async Task A_body_larger_than_a_form_with_a_key_is_not_taken_in()
    {
        await using var service = await InProcessService.StartAsync([
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(ApiKey.New())),
        ]);
        using var client = service.Client();
        using var large = new FormUrlEncodedContent([
            new("key", new string('k', RequestLimits.MostBytes)),
        ]);

        using var response = await client.PostAsync(
            "/sign-in",
            large,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task Too_many_or_too_long_headers_and_addresses_are_refused()
    {
        await using var service = await InProcessService.StartAsync([]);
        using var client = service.Client();

        Assert.Equal(
            HttpStatusCode.RequestHeaderFieldsTooLarge,
            await client.StatusAsync(
                HttpMethod.Get,
                "/",
                [.. Enumerable.Range(0, RequestLimits.MostHeaders).Select(i => ($"X-{i}", "x"))]
            )
        );
        Assert.Equal(
            HttpStatusCode.RequestHeaderFieldsTooLarge,
            await client.StatusAsync(HttpMethod.Get, "/", ("X-Long", new string('x', 64 << 10)))
        );
        Assert.Equal(
            HttpStatusCode.RequestUriTooLong,
            await client.StatusAsync(HttpMethod.Get, "/domains/" + new string('d', 32 << 10))
        );
    }

    /// <summary>The windows of the limits are fixed: of so many requests some are one too many, wherever a window begins.</summary>
    private static async Task<HttpResponseMessage> RefusedAsync(HttpClient client, string path)
    {
        for (var i = 0; i < 3 * Limit; i++)
        {
            var response = await client.AskAsync(HttpMethod.Get, path);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return response;
            }

            response.Dispose();
        }

        throw new InvalidOperationException($"Not one of {3 * Limit} requests was refused.");
    }
}
