using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Worker.Web;
using ScalingPipeline.Worker.Web.Api;

namespace ScalingPipeline.Worker.Tests.Web.Api;

public sealed class ApiDescriptionTests(ApiDescriptionTests.Fixture web)
    : IClassFixture<ApiDescriptionTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    [Fact]
    public async Task Every_route_of_the_api_is_described_and_nothing_else()
    {
        var routes = web
            .Service.Services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(route =>
                route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)
                && route.RoutePattern.RawText != ApiDescription.Path
            )
            .SelectMany(route =>
                route
                    .Metadata.GetMetadata<HttpMethodMetadata>()!
                    .HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}")
            )
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);

        var described = (await OperationsAsync()).Select(o => o.Name).Order(StringComparer.Ordinal);

        Assert.Equal(routes, described);
    }

    [Fact]
    public async Task Every_operation_says_what_it_is_for_what_it_answers_and_who_may()
    {
        foreach (var (name, operation) in await OperationsAsync())
        {
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), name);
            var answers = operation["responses"]!.AsObject();
            Assert.Single(answers, answer => answer.Key[0] == '2');
            foreach (var (status, answer) in answers.Where(a => a.Key[0] == '4'))
            {
                Assert.True(
                    answer!["content"]!["application/problem+json"] is not null,
                    $"{name} {status}"
                );
            }

            var schemes = operation["security"]!
                .AsArray()
                .Select(s => s!.AsObject().Select(k => k.Key).SingleOrDefault());
            Assert.Equal(
                name.StartsWith("GET", StringComparison.Ordinal)
                    ? ["ApiKey", "Bearer", null]
                    : ["ApiKey", "Bearer"],
                schemes
            );
        }
    }

    [Fact]
    public async Task A_refusal_of_the_api_is_a_problem()
    {
        using var client = web.Client();
        foreach (
            var (method, path, status) in new[]
            {
                (HttpMethod.Post, "/api/v1/silences", 401),
                (HttpMethod.Get, "/api/v1/none", 404),
                (HttpMethod.Get, "/api/v1/ledger?state=lost", 400),
            }
        )
        {
            using var answer = await client.AskAsync(method, path);
            Assert.Equal(status, (int)answer.StatusCode);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        }
    }

    private async Task<List<(string Name, JsonNode Operation)>> OperationsAsync()
    {
        using var client = web.Client();
        var description = JsonNode.Parse(
            await client.GetStringAsync(ApiDescription.Path, TestContext.Current.CancellationToken)
        )!;
        Assert.StartsWith("3.1", (string)description["openapi"]!, StringComparison.Ordinal);
        return
        [
            .. description["paths"]!
                .AsObject()
                .SelectMany(path =>
                    path.Value!.AsObject()
                        .Select(o => ($"{o.Key.ToUpperInvariant()} {path.Key}", o.Value!))
                ),
        ];
    }

    public sealed class Fixture() : WebFixture(Keys(_reader, _changer));
}
