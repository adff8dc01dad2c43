namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>Which nightly reports were begun and finished, by local date.</summary>
internal sealed class Nights(StateDatabase database)
{
    public Task<bool> TryClaimAsync(
        DateOnly date,
        DateTimeOffset now,
        TimeSpan staleAfter,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async transaction =>
                await transaction.ExecuteAsync(
                    """
                    INSERT INTO night (local_date, claimed) VALUES (@date, @now)
                    ON CONFLICT (local_date) DO UPDATE SET claimed = excluded.claimed
                    WHERE night.completed IS NULL AND night.claimed < @stale
                    """,
                    new
                    {
                        date = StoredText.Of(date),
                        now = StoredText.Of(now),
                        stale = StoredText.Of(now - staleAfter),
                    }
                ) == 1,
            cancellationToken
        );

    public Task CompleteAsync(
        DateOnly date,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    INSERT INTO night (local_date, claimed, completed) VALUES (@date, @now, @now)
                    ON CONFLICT (local_date) DO UPDATE SET completed = excluded.completed
                    """,
                    new { date = StoredText.Of(date), now = StoredText.Of(now) }
                ),
            cancellationToken
        );
}
