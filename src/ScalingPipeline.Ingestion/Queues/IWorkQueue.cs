namespace ScalingPipeline.Ingestion.Queues;

/// <summary>
/// Notices on their way to workers. Each is delivered at least once, in any order; what a worker makes of it has the same effect
/// however often it comes. One that was delivered <see cref="WorkQueueOptions.MostDeliveries"/> times and never completed is set aside by the queue.
/// </summary>
/// <remarks>A notice is a hint: one that is lost costs time, never a blob, since the scan finds every blob without it.</remarks>
public interface IWorkQueue
{
    /// <summary>Adds notices; waits while a bounded queue is full. When it fails, some of them may have been added.</summary>
    /// <exception cref="IOException">The queue cannot be reached.</exception>
    Task SendAsync(IReadOnlyCollection<BlobNotice> notices, CancellationToken cancellationToken);

    /// <summary>The next notices, hidden from other workers until they are completed, released, or their time is over.</summary>
    /// <param name="most">At most so many, from 1 on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>None when none came for a while: ask again at once, the waiting is done here.</returns>
    /// <exception cref="IOException">The queue cannot be reached.</exception>
    Task<IReadOnlyList<IWorkItem>> ReceiveAsync(int most, CancellationToken cancellationToken);

    /// <summary>Notices waiting or being worked on, about.</summary>
    /// <exception cref="IOException">The queue cannot be reached.</exception>
    Task<long> DepthAsync(CancellationToken cancellationToken);

    /// <summary>Notices that were set aside and wait for a person, about; none of a queue that only logs them.</summary>
    /// <exception cref="IOException">The queue cannot be reached.</exception>
    Task<long> SetAsideDepthAsync(CancellationToken cancellationToken);
}
