using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ScalingPipeline.Ingestion.Leases;

/// <summary>
/// Runs what only one of all processes, and only one task of this one, may do at a time. The lease is renewed in the background; when it is lost, the
/// work is cancelled. Sections must not be nested: two processes could wait for each other.
/// </summary>
public sealed partial class LeasedSections(
    ILeases leases,
    TimeProvider time,
    ILogger<LeasedSections> logger
)
{
    /// <summary>A process that dies blocks its sections for this long.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(15);

    /// <summary>Between two attempts to take a lease that another holds.</summary>
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan _releaseLimit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, bool> _here = new(StringComparer.Ordinal);

    /// <summary>Waits until nobody else does it, then does it.</summary>
    /// <exception cref="LeaseLostException">The lease was lost meanwhile.</exception>
    public async Task<T> RunAsync<T>(
        string name,
        Func<Lease, CancellationToken, Task<T>> work,
        CancellationToken cancellationToken
    )
    {
        T result = default!;
        while (
            !await TryRunAsync(
                name,
                async (lease, held) => result = await work(lease, held),
                cancellationToken
            )
        )
        {
            await Task.Delay(_look, time, cancellationToken);
        }

        return result;
    }

    /// <summary>Does it unless somebody else does.</summary>
    /// <param name="name">See <see cref="Lease.Name"/>.</param>
    /// <param name="work">Is given the lease, to have its writes fenced, and a token that is cancelled when the lease is lost.</param>
    /// <param name="cancellationToken">Stops the work; the lease is given back.</param>
    /// <returns>False when somebody else does it: nothing was done.</returns>
    /// <exception cref="LeaseLostException">The lease was lost meanwhile.</exception>
    public async Task<bool> TryRunAsync(
        string name,
        Func<Lease, CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        if (!_here.TryAdd(name, true))
        {
            return false;
        }

        try
        {
            // From before the question on: by the store's clock it runs out no sooner.
            var asked = time.GetTimestamp();
            if (await leases.TryTakeAsync(name, Duration, cancellationToken) is not { } lease)
            {
                return false;
            }

            await RunHeldAsync(lease, asked, work, cancellationToken);
            return true;
        }
        finally
        {
            _here.TryRemove(name, out _);
        }
    }

    private async Task RunHeldAsync(
        Lease lease,
        long asked,
        Func<Lease, CancellationToken, Task> work,
        CancellationToken cancellationToken
    )
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var done = new CancellationTokenSource();
        var keeping = KeepAsync(lease, asked, held, done.Token);
        try
        {
            await work(lease, held.Token);
        }
        catch (OperationCanceledException)
            when (held.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new LeaseLostException(lease.Name);
        }
        finally
        {
            await done.CancelAsync();
            await keeping;
            await ReleaseAsync(lease);
        }
    }

    /// <summary>Renews until it is done; never throws. Cancels <paramref name="held"/> when the lease is lost, or may be by now.</summary>
    private async Task KeepAsync(
        Lease lease,
        long renewed,
        CancellationTokenSource held,
        CancellationToken done
    )
    {
        using var timer = new PeriodicTimer(Duration / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var asked = time.GetTimestamp();
                switch (await RenewAsync(lease, Duration - time.GetElapsedTime(renewed), done))
                {
                    case true:
                        renewed = asked;
                        break;
                    case null when time.GetElapsedTime(renewed) < Duration:
                        break;
                    default:
                        Lost(logger, lease.Name);
                        await held.CancelAsync();
                        return;
                }
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    /// <summary>Null when the store did not answer, or not within the time that is left.</summary>
    private async Task<bool?> RenewAsync(Lease lease, TimeSpan left, CancellationToken done)
    {
        if (left <= TimeSpan.Zero)
        {
            return null;
        }

        using var limit = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, done);
        try
        {
            return await leases.RenewAsync(lease, Duration, either.Token);
        }
        catch (Exception failure) when (!done.IsCancellationRequested)
        {
            NotRenewed(logger, lease.Name, failure);
            return null;
        }
    }

    private async Task ReleaseAsync(Lease lease)
    {
        using var limit = new CancellationTokenSource(_releaseLimit, time);
        try
        {
            await leases.ReleaseAsync(lease, limit.Token);
        }
        catch (Exception failure)
        {
            // It runs out by itself.
            NotReleased(logger, lease.Name, failure);
        }
    }

    [LoggerMessage(
        EventId = 3200,
        Level = LogLevel.Warning,
        Message = "The lease {Lease} is lost; what was done under it stops"
    )]
    private static partial void Lost(ILogger logger, string lease);

    [LoggerMessage(
        EventId = 3201,
        Level = LogLevel.Warning,
        Message = "The lease {Lease} could not be renewed; it is tried again while it holds"
    )]
    private static partial void NotRenewed(ILogger logger, string lease, Exception failure);

    [LoggerMessage(
        EventId = 3202,
        Level = LogLevel.Warning,
        Message = "The lease {Lease} could not be given back; it runs out by itself"
    )]
    private static partial void NotReleased(ILogger logger, string lease, Exception failure);
}
