using System.Net;
using System.Text.Json.Nodes;

namespace ScalingPipeline.Worker.Tests.Web.Api;

/// <summary>What is asked wrongly is answered with what is wrong.</summary>
public sealed class ApiFaultTests(ApiFaultTests.Fixture web) : IClassFixture<ApiFaultTests.Fixture>
{
    private readonly HttpClient _client = web.Client();

    [Theory]
    [InlineData("laws?domain=nope", 404, "There is no domain 'nope'")]
    [InlineData("runs?domain=nope", 404, "There is no domain 'nope'")]
    [InlineData("forecast", 400, "Missing: domain.")]
    [InlineData("forecast/target?domain=x", 400, "Missing: loss.")]
    [InlineData(
        "estimate?dModel=64&layers=2",
        400,
        "Missing: width, context, tokens. There is no parameter dModel."
    )]
    [InlineData("alerts?all=perhaps", 400, "A parameter has a value that cannot be read")]
    public async Task A_refusal_says_why(string path, int status, string detail)
    {
        using var response = await _client.AskAsync(HttpMethod.Get, $"/api/v1/{path}");

        Assert.Equal(status, (int)response.StatusCode);
        var problem = JsonNode.Parse(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        )!;
        Assert.StartsWith(detail, (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    [InlineData("/reports")]
    public async Task The_head_of_a_page_can_be_asked_for(string path)
    {
        using var response = await _client.AskAsync(HttpMethod.Head, path);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
        );
    }

    public sealed class Fixture() : WebFixture;
}
