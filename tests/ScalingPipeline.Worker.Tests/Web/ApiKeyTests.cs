using System.Net;
using System.Text.Json.Nodes;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>A service that others can reach, since a proxy is in front, with one key for reading and one for changing.</summary>
public sealed class ApiKeyTests(ApiKeyTests.Fixture web) : IClassFixture<ApiKeyTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private readonly HttpClient _client = web.Client();

    [Theory]
    [InlineData("/api/v1/laws")]
    [InlineData("/api/v1/runs")]
    [InlineData("/api/v1/alerts")]
    [InlineData("/api/v1/ledger")]
    [InlineData("/api/v1/status")]
    [InlineData("/metrics")]
    public async Task Without_a_key_nothing_is_told(string path)
    {
        using var response = await _client.AskAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
        var told = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        if (path == "/metrics")
        {
            Assert.Equal("", told);
        }
        else
        {
            Assert.Equal(
                ["type", "title", "status", "traceId"],
                JsonNode.Parse(told)!.AsObject().Select(field => field.Key)
            );
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    [InlineData("/ledger")]
    [InlineData("/report")]
    [InlineData("/domains/math")]
    [InlineData("/no-such-page")]
    public async Task A_browser_without_a_key_is_sent_to_the_form(string path)
    {
        using var response = await _client.AskAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/sign-in", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/laws")]
    [InlineData("/metrics")]
    public async Task A_right_key_opens_in_either_header(string path)
    {
        Assert.Equal(
            HttpStatusCode.OK,
            await _client.StatusAsync(HttpMethod.Get, path, Requests.Bearer(_reader))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await _client.StatusAsync(HttpMethod.Get, path, (ApiKeyHandler.Header, _reader))
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await _client.StatusAsync(HttpMethod.Get, path, (ApiKeyHandler.Header, _changer))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("sp_")]
    [InlineData("a key of another service, of the right length")]
    public async Task A_wrong_key_opens_nothing(string key)
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _client.StatusAsync(HttpMethod.Get, "/api/v1/laws", Requests.Bearer(key))
        );
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _client.StatusAsync(HttpMethod.Get, "/api/v1/laws", (ApiKeyHandler.Header, key))
        );
    }

    [Fact]
    public async Task Neither_a_part_of_a_key_nor_its_hash_is_the_key()
    {
        foreach (
            var almost in new[]
            {
                _reader[..^1],
                _reader + "x",
                _reader.ToUpperInvariant(),
                ApiKey.Hash(_reader),
            }
        )
        {
            Assert.Equal(
                HttpStatusCode.Unauthorized,
                await _client.StatusAsync(HttpMethod.Get, "/api/v1/laws", Requests.Bearer(almost))
            );
        }
    }

    [Fact]
    public async Task A_key_in_the_address_opens_nothing() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await _client.StatusAsync(HttpMethod.Get, $"/api/v1/laws?key={_reader}")
        );

    [Fact]
    public async Task A_key_for_reading_changes_nothing()
    {
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await _client.StatusAsync(
                HttpMethod.Post,
                WebFixture.ChangePath,
                Requests.Bearer(_reader)
            )
        );
        Assert.Equal(
            HttpStatusCode.OK,
            await _client.StatusAsync(
                HttpMethod.Post,
                WebFixture.ChangePath,
                Requests.Bearer(_changer)
            )
        );
    }

    public sealed class Fixture()
        : WebFixture([
            ("Web:Hosts:0", "laws.example"),
            ("Web:WrongKeysPerMinute", "1000"),
            .. Keys(_reader, _changer),
        ]);
}
