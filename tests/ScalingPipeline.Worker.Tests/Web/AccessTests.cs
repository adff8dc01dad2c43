using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>The service as it is by default, on loopback, with keys.</summary>
public sealed class AccessTests(AccessTests.Fixture web) : IClassFixture<AccessTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private readonly HttpClient _client = web.Client();

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/laws")]
    [InlineData("/metrics")]
    public async Task On_loopback_reading_needs_no_sign_in(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await _client.StatusAsync(HttpMethod.Get, path));
    }

    [Theory]
    [InlineData("POST", WebFixture.ChangePath)]
    [InlineData("POST", "/api/v1/laws")]
    [InlineData("PUT", "/api/v1/runs")]
    [InlineData("DELETE", "/api/v1/alerts")]
    [InlineData("PATCH", "/")]
    [InlineData("POST", "/no-such-route")]
    public async Task On_loopback_too_changing_needs_a_sign_in(string method, string path)
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
    public async Task Whoever_may_change_does() =>
        Assert.Equal(
            HttpStatusCode.OK,
            await _client.StatusAsync(
                HttpMethod.Post,
                WebFixture.ChangePath,
                Requests.Bearer(_changer)
            )
        );

    [Fact]
    public async Task A_method_in_disguise_is_what_it_is() =>
        Assert.NotEqual(
            HttpStatusCode.OK,
            await _client.StatusAsync(
                HttpMethod.Get,
                WebFixture.ChangePath,
                ("X-HTTP-Method-Override", "POST")
            )
        );

    [Fact]
    public void Only_probes_and_the_form_are_open_to_everybody() =>
        Assert.Equal(
            ["/healthz", "/readyz", "/sign-in", "/sign-out"],
            web.Service.Services.GetServices<EndpointDataSource>()
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(route => route.Metadata.GetMetadata<IAllowAnonymous>() is not null)
                .Select(route => route.RoutePattern.RawText)
                .Distinct()
                .Order(StringComparer.Ordinal)
        );

    public sealed class Fixture() : WebFixture(Keys(_reader, _changer));
}
