using System.Net;

namespace ScalingPipeline.Worker.Tests.Web.Pages;

/// <summary>A service that has seen nothing yet.</summary>
public sealed class EmptyPageTests(EmptyPageTests.Fixture web)
    : IClassFixture<EmptyPageTests.Fixture>
{
    private readonly HttpClient _client = web.Client();

    [Theory]
    [InlineData("/", "No laws yet. Drop training logs")]
    [InlineData("/alerts", "No run deviates")]
    [InlineData("/alerts", "Nothing is silenced")]
    [InlineData("/alerts", "No run is marked")]
    [InlineData(
        "/alerts",
        "To acknowledge, silence or mark, a key with <code>MayChange</code> must be"
    )]
    [InlineData("/ledger", "read again, a key with <code>MayChange</code> must be")]
    [InlineData("/ledger", "No file was seen yet. Drop training logs")]
    [InlineData("/forecast", "drop their logs into the watched storage")]
    [InlineData("/reports", "None is stored yet. One is written every night")]
    public async Task A_page_without_anything_to_show_says_what_to_do(string path, string text) =>
        Assert.Contains(
            text,
            await _client.GetStringAsync(path, TestContext.Current.CancellationToken)
        );

    [Theory]
    [InlineData("/domains/none")]
    [InlineData("/domains/none/runs/none")]
    [InlineData("/domains/none/laws/none")]
    [InlineData("/reports/2026-03-01/report.html")]
    [InlineData("/reports/..%2F..%2Fstate.db/report.html")]
    [InlineData("/reports/2026-03-01/..%2F..%2Fstate.db")]
    [InlineData("/reports/2026-03-01/state.db")]
    public async Task What_is_not_there_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, await _client.StatusAsync(HttpMethod.Get, path));

    [Fact]
    public async Task An_estimate_needs_no_logs() =>
        Assert.Contains(
            "84\u202f934\u202f656 non-embedding parameters",
            await _client.GetStringAsync(
                "/forecast?layers=12&width=768&context=1024&amount=1e10",
                TestContext.Current.CancellationToken
            )
        );

    public sealed class Fixture() : WebFixture;
}
