using Microsoft.Extensions.Logging;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.Queues;

namespace ScalingPipeline.Storage.Tests.Queues;

public sealed class ChannelWorkQueueTests : WorkQueueContract
{
    private readonly RecordingLogger<ChannelWorkQueue> _logger = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_sends_into_a_full_queue_waits_until_something_is_completed()
    {
        using var queue = new ChannelWorkQueue(
            new WorkQueueOptions { Capacity = 1 },
            TimeProvider.System,
            _logger
        );
        await queue.SendAsync([new BlobNotice("first")], Cancelled);
        var sending = queue.SendAsync([new BlobNotice("second")], Cancelled);
        var first = await NextAsync(queue);
        Assert.False(sending.IsCompleted);

        await first.CompleteAsync(Cancelled);

        await sending;
        Assert.Equal("second", (await NextAsync(queue)).Notice.Name);
    }

    protected override Task<IWorkQueue> NewAsync(TimeSpan hiddenFor) =>
        Task.FromResult<IWorkQueue>(
            new ChannelWorkQueue(Options(hiddenFor), TimeProvider.System, _logger)
        );

    protected override Task<IReadOnlyList<string>> SetAsideAsync() =>
        Task.FromResult<IReadOnlyList<string>>([
            .. _logger.Lines.Where(line => line.Level == LogLevel.Warning).Select(l => l.Text),
        ]);
}
