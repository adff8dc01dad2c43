using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Worker.Tests.Support;
using ScalingPipeline.Worker.Web;
using ScalingPipeline.Worker.Web.Live;

namespace ScalingPipeline.Worker.Tests.Web.Live;

public sealed class EventStreamTests
{
    private static readonly string _reader = ApiKey.New();
    private static readonly string _changer = ApiKey.New();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_listens_hears_of_what_happens_until_the_service_stops()
    {
        var service = await InProcessService.StartAsync([]);
        using var client = service.Client();
        using var answer = await OpenAsync(client);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancelled));

        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(": listening", await lines.ReadLineAsync(Cancelled));
        Assert.Equal("", await lines.ReadLineAsync(Cancelled));

        var ledger = service.Services.GetRequiredService<ILedger>();
        var told = lines.ReadLineAsync(Cancelled).AsTask();
        var seen = 0;
        await Eventually.TrueAsync(async () =>
        {
            await ledger.RecordAsync([Foreign($"file-{seen++}")], Cancelled);
            return told.IsCompleted;
        });
        Assert.Equal("event: files", await told);
        Assert.Equal("data: {\"domain\":null}", await lines.ReadLineAsync(Cancelled));

        await service.DisposeAsync();
        while (await lines.ReadLineAsync(Cancelled) is not null)
        {
            // What was still under way.
        }
    }

    [Fact]
    public async Task Where_reading_needs_a_sign_in_so_does_listening()
    {
        await using var service = await InProcessService.StartAsync([
            .. WebFixture.Keys(_reader, _changer),
            ("Web:Hosts:0", "scaling.example"),
        ]);
        using var client = service.Client();

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            await client.StatusAsync(HttpMethod.Get, EventStream.Path)
        );
        client.DefaultRequestHeaders.Add("X-Api-Key", _reader);
        using var answer = await OpenAsync(client);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task More_than_the_most_are_refused_and_one_who_leaves_makes_room()
    {
        await using var service = await InProcessService.StartAsync([]);
        using var client = service.Client();
        var listening = new List<HttpResponseMessage>();
        for (var i = 0; i < NewsDesk.MostListeners; i++)
        {
            listening.Add(await OpenAsync(client));
        }

        using var refused = await OpenAsync(client);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);

        listening.ForEach(answer => answer.Dispose());
        await Eventually.TrueAsync(async () =>
        {
            using var again = await OpenAsync(client);
            return again.IsSuccessStatusCode;
        });
    }

    private static Task<HttpResponseMessage> OpenAsync(HttpClient client) =>
        client.GetAsync(EventStream.Path, HttpCompletionOption.ResponseHeadersRead, Cancelled);

    private static LedgerEntry Foreign(string name) =>
        new()
        {
            Blob = new BlobIdentity("elsewhere", name, "e"),
            Size = 1,
            State = BlobState.Foreign,
            FirstSeen = DateTimeOffset.UnixEpoch,
            Changed = DateTimeOffset.UtcNow,
        };
}
