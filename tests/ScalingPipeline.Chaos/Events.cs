using System.Text;
using System.Text.Json;
using Azure.Storage.Queues;

namespace ScalingPipeline.Chaos;

/// <summary>
/// Event Grid, as it may be: events lost, doubled, late, out of order, in both schemas, plain and in base64; and some that are no events.
/// </summary>
internal sealed class Events(QueueClient queue, string container, Random random, Tally tally)
{
    private const int Late = 12;
    private readonly List<string> _held = [];

    public async Task OfAsync(string name, string type = "BlobCreated")
    {
        var copies = random.NextDouble() switch
        {
            < 0.2 => Told("event lost", 0),
            < 0.5 => Told("event doubled", 2),
            _ => 1,
        };
        _held.AddRange(Enumerable.Repeat(Text(name, type), copies));
        if (random.Next(20) == 0)
        {
            tally.Add("event malformed");
            _held.Add("""{ "eventType": "Microsoft.Storage.BlobCreated", "data": { "url": 7 """);
        }

        while (_held.Count > Late)
        {
            await SendOneAsync();
        }
    }

    public async Task FlushAsync()
    {
        while (_held.Count > 0)
        {
            await SendOneAsync();
        }
    }

    private int Told(string kind, int copies)
    {
        tally.Add(kind);
        return copies;
    }

    private async Task SendOneAsync()
    {
        var next = random.Next(_held.Count);
        if (next > 0)
        {
            tally.Add("event reordered");
        }

        var text = _held[next];
        _held.RemoveAt(next);
        await queue.SendMessageAsync(
            random.Next(2) == 0 ? text : Convert.ToBase64String(Encoding.UTF8.GetBytes(text))
        );
    }

    private string Text(string name, string type)
    {
        var url = $"{container}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}";
        var data = new { api = type == "BlobCreated" ? "PutBlob" : "DeleteBlob", url };
        return random.Next(2) == 0
            ? JsonSerializer.Serialize(
                new
                {
                    specversion = "1.0",
                    id = Guid.NewGuid(),
                    source = "/subscriptions/x",
                    type = $"Microsoft.Storage.{type}",
                    subject = $"/blobServices/default/containers/logs/blobs/{name}",
                    data,
                }
            )
            : JsonSerializer.Serialize(
                new[]
                {
                    new
                    {
                        id = Guid.NewGuid(),
                        topic = "/subscriptions/x",
                        eventType = $"Microsoft.Storage.{type}",
                        subject = $"/blobServices/default/containers/logs/blobs/{name}",
                        eventTime = TimeProvider.System.GetUtcNow(),
                        dataVersion = "",
                        data,
                    },
                }
            );
    }
}
