using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;
using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.AzureQueues;
using ScalingPipeline.Storage.Tests.Events;
using ScalingPipeline.Storage.Tests.Queues;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests.AzureQueues;

/// <summary>Against a real Azurite.</summary>
public sealed class AzureWorkQueueTests(AzuriteServer azurite) : WorkQueueContract
{
    private AzuriteQueue? _queue;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private QueueClient Client => new(_queue!.ConnectionString, Name);

    private QueueClient Poison => new(_queue!.ConnectionString, $"{Name}-poison");

    private string Name => new Uri(_queue!.Url).Segments[^1];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_of_Event_Grid_is_delivered_as_a_notice(bool base64)
    {
        var queue = await NewAsync(TimeSpan.FromMinutes(1));
        await PutAsync(EventSamples.EventGrid(EventSamples.Url("a/b%20c.parquet")), base64);

        var item = await NextAsync(queue);

        Assert.Equal("a/b c.parquet", item.Notice.Name);
        Assert.Equal(EventSamples.Time, item.Notice.Created);
    }

    [Fact]
    public async Task A_message_that_is_not_for_us_is_removed()
    {
        var queue = await NewAsync(TimeSpan.FromMinutes(1));
        await PutAsync(EventSamples.EventGrid(EventSamples.Url("a", container: "others")));

        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));

        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        Assert.Empty(await SetAsideAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"type\":\"Microsoft.Storage.BlobCreated\"")]
    [InlineData("<html>Service Unavailable</html>")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_message_that_cannot_be_understood_is_set_aside_whole_with_the_reason(
        string text
    )
    {
        var queue = await NewAsync(TimeSpan.FromMinutes(1));
        await PutAsync(text);

        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));

        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        using var poison = JsonDocument.Parse(Assert.Single(await SetAsideAsync()));
        Assert.Equal(text, poison.RootElement.GetProperty("message").GetString());
        Assert.Equal(
            "It cannot be understood: it is neither JSON nor base64 of JSON.",
            poison.RootElement.GetProperty("reason").GetString()
        );
    }

    [Fact]
    public async Task The_largest_message_fits_into_the_poison_queue_cut()
    {
        var queue = await NewAsync(TimeSpan.FromMinutes(1));
        await PutAsync(new string('"', 64 << 10));

        Assert.Empty(await queue.ReceiveAsync(1, Cancelled));

        Assert.Equal(1, await queue.SetAsideDepthAsync(Cancelled));
        using var poison = JsonDocument.Parse(Assert.Single(await SetAsideAsync()));
        Assert.True(poison.RootElement.GetProperty("cut").GetBoolean());
        Assert.StartsWith("\"\"\"", poison.RootElement.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Several_events_in_one_message_become_notices_that_are_completed_one_by_one()
    {
        var queue = await NewAsync(TimeSpan.FromMinutes(1));
        var events = Enumerable
            .Range(0, 5)
            .Select(i => EventSamples.CloudEvent(EventSamples.Url($"blob-{i}")));
        await PutAsync($"[{string.Join(',', events)},{{\"type\":7}}]");

        var names = new List<string>();
        while (names.Count < 5)
        {
            var item = await NextAsync(queue);
            names.Add(item.Notice.Name);
            await item.CompleteAsync(Cancelled);
        }

        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => $"blob-{i}"),
            names.Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, await queue.DepthAsync(Cancelled));
        Assert.Contains("an event has no type", Assert.Single(await SetAsideAsync()));
    }

    [Fact]
    public async Task A_queue_that_cannot_be_reached_is_one_sentence_without_credentials()
    {
        var real = await azurite.NewQueueOrSkipAsync();
        var location = AzureQueueLocation.Parse(
            $"{real.Url}?sv=2023-08-03&sp=raup&se=2100-01-01T00:00:00Z&sig=c2VjcmV0",
            connectionString: null,
            watched: null
        );
        var queue = New(location, TimeSpan.FromMinutes(1));

        var refused = await Assert.ThrowsAnyAsync<IOException>(() => queue.DepthAsync(Cancelled));

        Assert.StartsWith($"{real.Url}: the storage refused the credentials", refused.Message);
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }

    protected override async Task<IWorkQueue> NewAsync(TimeSpan hiddenFor)
    {
        _queue = await azurite.NewQueueOrSkipAsync();
        return New(
            AzureQueueLocation.Parse(_queue.Url, _queue.ConnectionString, watched: null),
            hiddenFor
        );
    }

    protected override async Task<IReadOnlyList<string>> SetAsideAsync()
    {
        if (!await Poison.ExistsAsync(Cancelled))
        {
            return [];
        }

        var messages = await Poison.PeekMessagesAsync(32, Cancelled);
        return [.. messages.Value.Select(m => m.MessageText)];
    }

    private static AzureWorkQueue New(AzureQueueLocation location, TimeSpan hiddenFor) =>
        new(
            location,
            EventSamples.Watched(),
            Options(hiddenFor),
            TimeProvider.System,
            NullLogger<AzureWorkQueue>.Instance
        );

    private async Task PutAsync(string text, bool base64 = false)
    {
        await Client.CreateIfNotExistsAsync(cancellationToken: Cancelled);
        await Client.SendMessageAsync(
            base64 ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : text,
            Cancelled
        );
    }
}
