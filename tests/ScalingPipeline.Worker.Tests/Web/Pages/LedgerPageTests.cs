using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Worker.Web;

namespace ScalingPipeline.Worker.Tests.Web.Pages;

public sealed class LedgerPageTests(LedgerPageTests.Fixture web)
    : IClassFixture<LedgerPageTests.Fixture>
{
    private const string Container = "folder:/elsewhere";
    private const string Name = "math/<b>run\u0007\n/eval/step-1.parquet";

    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private readonly HttpClient _client = web.Client();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private ILedger Ledger => web.Service.Services.GetRequiredService<ILedger>();

    [Fact]
    public async Task A_quarantined_file_is_read_again_by_whoever_may_change_things()
    {
        await RecordAsync(Name, BlobState.Quarantined);
        Assert.DoesNotContain("<form", await _client.GetStringAsync("/ledger", Cancelled));
        await SignInAsync();
        var page = await _client.GetStringAsync("/ledger?state=quarantined", Cancelled);
        Assert.Contains("It is corrupt.", page);
        Assert.Contains($"name=\"name\" value=\"{Uri.EscapeDataString(Name)}\"", page);

        Assert.Equal(HttpStatusCode.Redirect, await ReplayAsync(Name));

        var entry = (await Ledger.NewestAsync(Container, [Name], Cancelled))[Name];
        Assert.Equal(BlobState.Discovered, entry.State);
        Assert.Equal(0, entry.Attempts);
        Assert.Null(entry.Reason);
        Assert.Equal(HttpStatusCode.NotFound, await ReplayAsync(Name));
    }

    [Fact]
    public async Task What_was_not_set_aside_stays_as_it_is()
    {
        await RecordAsync("foreign", BlobState.Foreign);
        await SignInAsync();

        Assert.Equal(HttpStatusCode.NotFound, await ReplayAsync("foreign"));
        Assert.Equal(HttpStatusCode.NotFound, await ReplayAsync("never-seen"));

        Assert.Equal(
            BlobState.Foreign,
            (await Ledger.NewestAsync(Container, ["foreign"], Cancelled))["foreign"].State
        );
    }

    [Fact]
    public async Task Storage_is_looked_at_on_request()
    {
        await SignInAsync();
        Assert.Equal(HttpStatusCode.Redirect, await _client.SubmitAsync("/ledger", "/ledger/look"));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("7")]
    [InlineData("<script>")]
    public async Task A_state_that_is_none_shows_all(string state) =>
        Assert.Contains(
            "All files",
            await _client.GetStringAsync($"/ledger?state={Uri.EscapeDataString(state)}", Cancelled)
        );

    private Task<HttpStatusCode> ReplayAsync(string name) =>
        _client.SubmitAsync(
            "/ledger",
            "/ledger/replay",
            ("container", Uri.EscapeDataString(Container)),
            ("name", Uri.EscapeDataString(name))
        );

    private async Task SignInAsync() =>
        Assert.Equal(
            HttpStatusCode.Redirect,
            await _client.SubmitAsync("/sign-in", "/sign-in", ("key", _changer))
        );

    private Task RecordAsync(string name, BlobState state) =>
        Ledger.RecordAsync(
            [
                new LedgerEntry
                {
                    Blob = new BlobIdentity(Container, name, "e"),
                    Size = 1,
                    State = state,
                    Reason = state == BlobState.Quarantined ? "It is corrupt." : null,
                    Attempts = 5,
                    FirstSeen = DateTimeOffset.UnixEpoch,
                    Changed = DateTimeOffset.UnixEpoch,
                },
            ],
            Cancelled
        );

    public sealed class Fixture() : WebFixture(Keys(_reader, _changer));
}
