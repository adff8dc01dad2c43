namespace ScalingPipeline.Ingestion.Queues;

/// <summary>
/// Notices on their way to workers. Each is delivered at least once, in any order; what a worker makes of it has the same effect
/// however often it comes.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Adds notices; waits while a bounded queue is full.</summary>
    Task SendAsync(IReadOnlyCollection<BlobNotice> notices, CancellationToken cancellationToken);

    /// <summary>The next notices, hidden from other workers until they are completed, released, or their time is over.</summary>
    /// <param name="most">At most so many, from 1 on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>None when none came for a while: ask again.</returns>
    Task<IReadOnlyList<IWorkItem>> ReceiveAsync(int most, CancellationToken cancellationToken);

    /// <summary>Notices waiting or being worked on, about.</summary>
    Task<long> DepthAsync(CancellationToken cancellationToken);
}
