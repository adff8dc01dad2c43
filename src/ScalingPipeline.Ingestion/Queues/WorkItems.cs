namespace ScalingPipeline.Ingestion.Queues;

public static class WorkItems
{
    /// <summary>
    /// Works on an item and keeps it hidden from others meanwhile, however long that takes. Losing it does not stop the work: what it makes has the
    /// same effect however often it is made.
    /// </summary>
    /// <param name="item">Not touched by <paramref name="work"/>; ready for its completion when this returns or throws.</param>
    /// <param name="work">What is done.</param>
    /// <param name="time">The clock of the renewals, three in each <see cref="IWorkItem.HiddenFor"/>.</param>
    /// <param name="cancellationToken">Stops both.</param>
    public static async Task<T> HoldAsync<T>(
        this IWorkItem item,
        Func<CancellationToken, Task<T>> work,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var timer = new PeriodicTimer(item.HiddenFor / 3, time);
        var renewing = RenewAsync(item, timer, cancellationToken);
        try
        {
            return await work(cancellationToken);
        }
        finally
        {
            timer.Dispose();
            await renewing;
        }
    }

    private static async Task RenewAsync(
        IWorkItem item,
        PeriodicTimer timer,
        CancellationToken cancellationToken
    )
    {
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (!await TryRenewAsync(item, cancellationToken))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work says so itself.
        }
    }

    private static async Task<bool> TryRenewAsync(
        IWorkItem item,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await item.RenewAsync(cancellationToken);
        }
        catch (IOException)
        {
            // There are two more in its time.
            return true;
        }
    }
}
