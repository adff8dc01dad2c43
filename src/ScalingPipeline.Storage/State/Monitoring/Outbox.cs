using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>The messages. A delivered one keeps its row, so that a repeated refit does not send it again.</summary>
internal sealed class Outbox(StateDatabase database)
{
    private const string Columns = """
        id AS Id, sink AS Sink, alert_id AS AlertId, payload AS Payload, created AS Created, attempts AS Attempts,
        next_attempt AS NextAttempt, last_error AS LastError, held_by AS HeldBy, delivered AS Fate
        """;

    // What an alert became later is not told before what it was.
    private const string IsDue = """
        delivered = 0 AND (next_attempt <= @now OR next_attempt > @latest)
          AND NOT EXISTS (
            SELECT 1 FROM outbox AS earlier
            WHERE earlier.delivered = 0 AND earlier.sink = due.sink AND earlier.alert_id = due.alert_id
              AND earlier.created < due.created)
          AND NOT EXISTS (
            SELECT 1 FROM silence
            WHERE silence.id = due.held_by AND silence.starts <= @now AND silence.expires > @now)
        """;

    public static Task AddAsync(StateTransaction transaction, OutboxMessage message) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO outbox (id, sink, alert_id, payload, created, attempts, next_attempt, last_error, delivered)
            VALUES (@Id, @Sink, @AlertId, @Payload, @Created, @Attempts, @NextAttempt, @LastError, 0)
            ON CONFLICT (id) DO NOTHING
            """,
            OutboxRow.From(message)
        );

    public async Task<IReadOnlyList<string>> DueSinksAsync(
        DateTimeOffset now,
        TimeSpan longestWait,
        CancellationToken cancellationToken
    )
    {
        var sinks = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<string>(
                    $"SELECT DISTINCT sink FROM outbox AS due WHERE {IsDue}",
                    new { now = StoredText.Of(now), latest = StoredText.Of(now + longestWait) }
                ),
            cancellationToken
        );
        return [.. sinks.Order(StringComparer.Ordinal)];
    }

    public async Task<IReadOnlyList<OutboxMessage>> DueAsync(
        string sink,
        DateTimeOffset now,
        TimeSpan longestWait,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<OutboxRow>(
                    $"""
                    SELECT {Columns} FROM outbox AS due WHERE {IsDue} AND sink = @sink
                    ORDER BY created, id LIMIT @limit
                    """,
                    new
                    {
                        sink,
                        now = StoredText.Of(now),
                        latest = StoredText.Of(now + longestWait),
                        limit,
                    }
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToMessage())];
    }

    public Task CompleteAsync(string messageId, CancellationToken cancellationToken) =>
        EndAsync(messageId, MessageFate.Delivered, cancellationToken);

    public Task DropAsync(string messageId, CancellationToken cancellationToken) =>
        EndAsync(messageId, MessageFate.Dropped, cancellationToken);

    public Task HoldAsync(string messageId, string silence, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    "UPDATE outbox SET held_by = @silence WHERE id = @messageId AND delivered = 0",
                    new { messageId, silence }
                ),
            cancellationToken
        );

    public async Task<IReadOnlyList<OutboxMessage>> OfAsync(
        string sink,
        string alertId,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<OutboxRow>(
                    $"""
                    SELECT {Columns} FROM outbox WHERE alert_id = @alertId AND sink = @sink
                    ORDER BY created, id
                    """,
                    new { sink, alertId }
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToMessage())];
    }

    public Task PostponeAsync(
        string messageId,
        DateTimeOffset nextAttempt,
        string error,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    UPDATE outbox SET attempts = attempts + 1, next_attempt = @next, last_error = @error
                    WHERE id = @messageId AND delivered = 0
                    """,
                    new
                    {
                        messageId,
                        next = StoredText.Of(nextAttempt),
                        error = StoredText.Of(error),
                    }
                ),
            cancellationToken
        );

    public Task<long> WaitingAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            transaction =>
                transaction.FirstOrDefaultAsync<long>(
                    "SELECT COUNT(*) FROM outbox WHERE delivered = 0"
                ),
            cancellationToken
        );

    private Task<int> EndAsync(
        string messageId,
        MessageFate fate,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    "UPDATE outbox SET delivered = @fate, payload = '' WHERE id = @messageId",
                    new { messageId, fate = (int)fate }
                ),
            cancellationToken
        );
}
