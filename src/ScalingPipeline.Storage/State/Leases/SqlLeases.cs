using ScalingPipeline.Ingestion.Leases;

namespace ScalingPipeline.Storage.State.Leases;

/// <summary>Leases in a database, by the database's clock. Every instance is a holder of its own.</summary>
/// <remarks>
/// All ask for a name with the same duration: a lease that lasts longer than one taken now was taken while the clock was ahead, and is free, lest a
/// clock that was set back block it for as long. Should its holder still live, fencing refuses what it writes.
/// </remarks>
public sealed class SqlLeases(StateDatabase database) : ILeases
{
    private const string Nobody = "";

    private readonly string _holder =
        $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    public async Task<Lease?> TryTakeAsync(
        string name,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        var token = await database.WriteAsync(
            async transaction =>
            {
                var now = await database.NowAsync(transaction);
                return await transaction.FirstOrDefaultAsync<long?>(
                    """
                    INSERT INTO lease (name, holder, token, until) VALUES (@name, @holder, 1, @until)
                    ON CONFLICT (name) DO UPDATE SET
                        token = CASE WHEN lease.holder = excluded.holder THEN lease.token ELSE lease.token + 1 END,
                        holder = excluded.holder, until = excluded.until
                    WHERE lease.holder = excluded.holder OR lease.until <= @now OR lease.until > excluded.until
                    RETURNING token
                    """,
                    new
                    {
                        name,
                        holder = _holder,
                        now = StoredText.Of(now),
                        until = StoredText.Of(now + duration),
                    }
                );
            },
            cancellationToken
        );
        return token is { } current ? new Lease(name, _holder, current) : null;
    }

    public Task<bool> RenewAsync(
        Lease lease,
        TimeSpan duration,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async transaction =>
                await transaction.ExecuteAsync(
                    "UPDATE lease SET until = @until WHERE name = @Name AND holder = @Holder AND token = @Token",
                    new
                    {
                        lease.Name,
                        lease.Holder,
                        lease.Token,
                        until = StoredText.Of(await database.NowAsync(transaction) + duration),
                    }
                ) == 1,
            cancellationToken
        );

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    UPDATE lease SET holder = @nobody, until = @past
                    WHERE name = @Name AND holder = @Holder AND token = @Token
                    """,
                    new
                    {
                        lease.Name,
                        lease.Holder,
                        lease.Token,
                        nobody = Nobody,
                        past = StoredText.Of(DateTimeOffset.UnixEpoch),
                    }
                ),
            cancellationToken
        );

    /// <summary>Fencing: call it in the transaction that is to happen under the lease only.</summary>
    /// <exception cref="LeaseLostException">Another holder has taken the lease since, or it was given back.</exception>
    internal static async Task DemandAsync(StateTransaction transaction, Lease lease)
    {
        var current = await transaction.FirstOrDefaultAsync<long>(
            "SELECT COUNT(*) FROM lease WHERE name = @Name AND holder = @Holder AND token = @Token",
            lease
        );
        if (current == 0)
        {
            throw new LeaseLostException(lease.Name);
        }
    }
}
