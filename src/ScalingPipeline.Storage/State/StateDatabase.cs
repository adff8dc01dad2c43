namespace ScalingPipeline.Storage.State;

/// <summary>A database that holds the state of the service: ledger, contributions, analyses, alerts, messages.</summary>
/// <remarks>The queries are the same for every database; an adapter brings connections, transactions and its migrations.</remarks>
public abstract class StateDatabase : IDisposable
{
    /// <summary>Where the state is, for people: without credentials.</summary>
    public abstract string Location { get; }

    /// <summary>All queries of <paramref name="read"/> see the state of one moment.</summary>
    internal abstract Task<T> ReadAsync<T>(
        Func<StateTransaction, Task<T>> read,
        CancellationToken cancellationToken
    );

    /// <summary>All of <paramref name="write"/> happens or, when it throws or the process dies, nothing. Writers come one after another.</summary>
    /// <param name="write">
    /// Run again when the connection breaks, also when it broke while committing and nobody knows whether that took effect: the same
    /// writes twice must leave what they leave once, and it must keep nothing of an earlier attempt.
    /// </param>
    /// <param name="cancellationToken">Stops between two queries or before the commit.</param>
    internal abstract Task<T> WriteAsync<T>(
        Func<StateTransaction, Task<T>> write,
        CancellationToken cancellationToken
    );

    internal Task WriteAsync(
        Func<StateTransaction, Task> write,
        CancellationToken cancellationToken
    ) =>
        WriteAsync(
            async transaction =>
            {
                await write(transaction);
                return true;
            },
            cancellationToken
        );

    /// <summary>The time by the clock that all processes on this state share.</summary>
    internal abstract Task<DateTimeOffset> NowAsync(StateTransaction transaction);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
