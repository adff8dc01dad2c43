using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>Which nightly reports were begun and finished, by local date.</summary>
internal sealed class Nights(StateDatabase database)
{
    public async Task<NightClaim?> TryClaimAsync(
        DateOnly date,
        DateTimeOffset now,
        TimeSpan staleAfter,
        CancellationToken cancellationToken
    )
    {
        var claim = new NightClaim(date, Guid.NewGuid().ToString("N"));
        var given = await database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    INSERT INTO night (local_date, claimed, claimant) VALUES (@date, @now, @Claimant)
                    ON CONFLICT (local_date) DO UPDATE SET claimed = excluded.claimed, claimant = excluded.claimant
                    WHERE night.completed IS NULL AND (night.claimed < @stale OR night.claimant = excluded.claimant)
                    """,
                    new
                    {
                        date = StoredText.Of(date),
                        now = StoredText.Of(now),
                        stale = StoredText.Of(now - staleAfter),
                        claim.Claimant,
                    }
                ),
            cancellationToken
        );
        return given == 1 ? claim : null;
    }

    public Task<bool> CompleteAsync(
        NightClaim claim,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async transaction =>
                await transaction.ExecuteAsync(
                    """
                    UPDATE night SET completed = @now
                    WHERE local_date = @date AND claimant = @Claimant
                    """,
                    new
                    {
                        date = StoredText.Of(claim.Date),
                        now = StoredText.Of(now),
                        claim.Claimant,
                    }
                ) == 1,
            cancellationToken
        );
}
