using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class SecurityHeadersTests(SecurityHeadersTests.Fixture web)
    : IClassFixture<SecurityHeadersTests.Fixture>
{
    private static readonly string _reader = ApiKey.New();

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    [InlineData("/ledger")]
    [InlineData("/forecast")]
    [InlineData("/reports")]
    [InlineData("/report")]
    [InlineData("/live.js")]
    [InlineData("/sign-in")]
    [InlineData("/domains/none")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v1/laws")]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    public async Task Every_answer_tells_the_browser_to_do_nothing_but_show_it(string path)
    {
        using var client = web.Client();

        using var response = await client.AskAsync(HttpMethod.Get, path);

        string Header(string name) => response.Headers.GetValues(name).Single();
        var policy = Header("Content-Security-Policy");
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        var live = path is "/" or "/alerts" or "/ledger" or "/domains/none";
        Assert.Equal(live, policy.Contains("; script-src 'self'; connect-src 'self'"));
        Assert.DoesNotContain("unsafe-eval", policy);
        Assert.Contains(
            path is "/sign-in" or "/alerts" or "/ledger" or "/forecast"
                ? "form-action 'self'"
                : "form-action 'none'",
            policy
        );
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("DENY", Header("X-Frame-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Equal("same-origin", Header("Cross-Origin-Opener-Policy"));
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.Empty(response.Headers.Server);
        Assert.False(response.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Refusals_have_them_too()
    {
        using var client = web.Client();

        using var response = await client.AskAsync(
            HttpMethod.Get,
            "/",
            ("Host", "rebound.example")
        );

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/alerts")]
    [InlineData("/ledger")]
    [InlineData("/report")]
    [InlineData("/sign-in")]
    public async Task No_page_has_a_script_in_it_or_loads_anything_from_elsewhere(string path)
    {
        using var client = web.Client();

        var page = await client.GetStringAsync(path, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(
            "<script",
            page.Replace(
                "<script src=\"/live.js\" defer=\"defer\"></script>",
                "",
                StringComparison.Ordinal
            ),
            StringComparison.OrdinalIgnoreCase
        );
        Assert.DoesNotContain(" onload=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=\"http", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
    }

    public sealed class Fixture()
        : WebFixture(
            ("Web:ApiKeys:0:Name", "reader"),
            ("Web:ApiKeys:0:Hash", ApiKey.Hash(_reader))
        );
}
