using System.Net;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

/// <summary>The page of the demo: everybody at this machine may change things, and no other site's page may through their browser.</summary>
public sealed class LocalChangesTests(LocalChangesTests.Fixture web)
    : IClassFixture<LocalChangesTests.Fixture>
{
    private readonly HttpClient _client = web.Client();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forms_are_shown_and_taken_without_a_sign_in()
    {
        Assert.Equal(
            HttpStatusCode.Redirect,
            await _client.SubmitAsync(
                "/alerts",
                "/silences",
                ("run", "anything*"),
                ("for", "1h"),
                ("comment", "a test")
            )
        );

        Assert.Contains(
            "somebody at this machine",
            await _client.GetStringAsync("/api/v1/silences", Cancelled)
        );
    }

    [Theory]
    [InlineData("POST", WebFixture.ChangePath)]
    [InlineData("POST", "/silences")]
    [InlineData("POST", "/ledger/look")]
    [InlineData("POST", "/api/v1/silences")]
    [InlineData("DELETE", "/api/v1/silences/x")]
    public async Task Without_the_token_of_a_page_of_ours_nothing_is_changed(
        string method,
        string path
    ) =>
        Assert.Equal(
            HttpStatusCode.Forbidden,
            await _client.StatusAsync(
                new HttpMethod(method),
                path,
                ("Origin", "https://elsewhere.example")
            )
        );

    [Fact]
    public async Task A_token_without_the_cookie_that_goes_with_it_is_none()
    {
        using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        using var stranger = new HttpClient(handler) { BaseAddress = _client.BaseAddress };

        Assert.Equal(
            HttpStatusCode.Forbidden,
            await stranger.SubmitAsync("/alerts", "/ledger/look")
        );
    }

    [Fact]
    public async Task Under_a_name_that_is_not_this_machines_there_is_no_page() =>
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await _client.StatusAsync(HttpMethod.Get, "/alerts", ("Host", "elsewhere.example"))
        );

    [Fact]
    public void Where_others_come_in_or_keys_say_who_may_it_counts_nothing()
    {
        Assert.True(new WebOptions { LocalChanges = true }.EverybodyMayChange);
        Assert.False(new WebOptions().EverybodyMayChange);
        Assert.All(
            (WebOptions[])
                [
                    new() { Url = "http://0.0.0.0:5080" },
                    new() { Hosts = ["laws.example"] },
                    new() { KnownProxies = ["10.0.0.0/8"] },
                    new() { ApiKeys = [new ApiKeyOptions { Name = "somebody" }] },
                    new() { Jwt = new JwtOptions() },
                ],
            options =>
            {
                options.LocalChanges = true;
                Assert.False(options.EverybodyMayChange);
            }
        );
    }

    public sealed class Fixture() : WebFixture(("Web:LocalChanges", "true"));
}
