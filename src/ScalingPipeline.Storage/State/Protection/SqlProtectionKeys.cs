namespace ScalingPipeline.Storage.State.Protection;

/// <summary>The keys that protect the cookies of signed-in browsers, shared by all processes on a state.</summary>
public sealed class SqlProtectionKeys(StateDatabase database)
{
    /// <summary>Keys live for months: another one so soon after the last was made by a process that had not seen it yet.</summary>
    private static readonly TimeSpan _soon = TimeSpan.FromMinutes(5);

    /// <summary>All of them, by name.</summary>
    public Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            transaction =>
                transaction.QueryAsync<string>("SELECT content FROM protection_key ORDER BY name"),
            cancellationToken
        );

    /// <summary>Keeps a key, unless another process has just kept one: of processes that begin together all take that of the first.</summary>
    /// <returns>False when it was not kept: read them again.</returns>
    public Task<bool> AddAsync(string name, string content, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = await database.NowAsync(transaction);
                return await transaction.ExecuteAsync(
                        """
                        INSERT INTO protection_key (name, content, stored_at)
                        SELECT @name, @content, @now
                        WHERE NOT EXISTS (SELECT 1 FROM protection_key WHERE name <> @name AND stored_at > @since AND stored_at <= @now)
                        ON CONFLICT (name) DO NOTHING
                        """,
                        new
                        {
                            name,
                            content,
                            now = StoredText.Of(now),
                            since = StoredText.Of(now - _soon),
                        }
                    ) > 0;
            },
            cancellationToken
        );
}
