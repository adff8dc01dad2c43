using Microsoft.Extensions.Logging.Abstractions;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Storage.AzureBlobs;
using ScalingPipeline.Storage.AzureQueues;
using ScalingPipeline.Storage.Tests.Events;
using ScalingPipeline.Testing;
using ScalingPipeline.Testing.Faults;

namespace ScalingPipeline.Storage.Tests.AzureQueues;

/// <summary>A real Azurite behind a proxy that lets requests go wrong.</summary>
public sealed class AzureWorkQueueFaultTests(AzuriteServer azurite)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_notice_is_delivered_and_none_stays_whatever_goes_wrong()
    {
        var (queue, proxy) = await NewAsync();
        await using var _ = proxy;
        proxy.Plan = FaultPlans.Seeded(seed: 11, rate: 0.3);
        var missing = Enumerable.Range(0, 20).Select(i => $"blob-{i}").ToHashSet();
        foreach (var name in missing)
        {
            await PatientlyAsync(() => queue.SendAsync([new BlobNotice(name)], Cancelled));
        }

        // A message whose receipt was answered into a broken connection comes again when its time is over.
        while (missing.Count > 0)
        {
            await PatientlyAsync(async () =>
            {
                foreach (var item in await queue.ReceiveAsync(32, Cancelled))
                {
                    missing.Remove(item.Notice.Name);
                    await item.CompleteAsync(Cancelled);
                }
            });
        }

        Assert.True(proxy.Counts.Faults > 10, proxy.Counts.ToString());
    }

    [Fact]
    public async Task A_queue_that_stays_away_is_one_sentence_after_the_stated_number_of_requests()
    {
        var (queue, proxy) = await NewAsync();
        await using var _ = proxy;
        proxy.Plan = FaultPlans.Always(FaultKind.ServerBusy);

        var down = await Assert.ThrowsAsync<StorageUnavailableException>(() =>
            queue.ReceiveAsync(1, Cancelled)
        );

        Assert.EndsWith("the storage answered 503 (ServerBusy).", down.Message);
        Assert.Equal(AzureClients.Attempts, proxy.Counts.Requests);
    }

    private static async Task PatientlyAsync(Func<Task> operation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await operation();
                return;
            }
            catch (StorageUnavailableException) when (attempt < 20) { }
        }
    }

    private async Task<(AzureWorkQueue Queue, FaultProxy Proxy)> NewAsync()
    {
        var real = await azurite.NewQueueOrSkipAsync();
        var proxy = await FaultProxy.StartAsync(real.Url);
        proxy.Latency = TimeSpan.FromMilliseconds(1);
        var queue = new AzureWorkQueue(
            AzureQueueLocation.Parse(
                proxy.Through(real.Url),
                proxy.Through(real.ConnectionString),
                watched: null
            ),
            EventSamples.Watched(),
            new WorkQueueOptions
            {
                HiddenFor = TimeSpan.FromSeconds(1),
                MostDeliveries = 1000,
                LookEvery = TimeSpan.FromMilliseconds(50),
            },
            TimeProvider.System,
            NullLogger<AzureWorkQueue>.Instance
        );
        return (queue, proxy);
    }
}
