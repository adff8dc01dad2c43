using ScalingPipeline.Ingestion.Queues;

namespace ScalingPipeline.Ingestion.Tests.Fakes;

/// <summary>Notices that were sent, to be worked off by a test.</summary>
internal sealed class MemoryQueue : IWorkQueue
{
    public Queue<BlobNotice> Waiting { get; } = new();

    public Task SendAsync(
        IReadOnlyCollection<BlobNotice> notices,
        CancellationToken cancellationToken
    )
    {
        foreach (var notice in notices)
        {
            Waiting.Enqueue(notice);
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<IWorkItem>> ReceiveAsync(
        int most,
        CancellationToken cancellationToken
    ) => throw new NotSupportedException();

    public Task<long> DepthAsync(CancellationToken cancellationToken) =>
        Task.FromResult((long)Waiting.Count);

    public Task<long> SetAsideDepthAsync(CancellationToken cancellationToken) =>
        Task.FromResult(0L);
}
