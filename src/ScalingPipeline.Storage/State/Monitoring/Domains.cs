using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>The domains, their versions, and what counts in them.</summary>
internal sealed class Domains(StateDatabase database)
{
    public Task<IReadOnlyList<DomainVersion>> AllAsync(CancellationToken cancellationToken) =>
        ListAsync(
            "v.version > v.refitted OR EXISTS (SELECT 1 FROM contribution c WHERE c.domain = v.domain AND c.counted = 1)",
            cancellationToken
        );

    public Task<IReadOnlyList<DomainVersion>> ChangedAsync(CancellationToken cancellationToken) =>
        ListAsync("v.version > v.refitted", cancellationToken);

    public async Task<(
        long Version,
        IReadOnlyList<StoredContribution> Contributions
    )> ContributionsAsync(string domain, CancellationToken cancellationToken)
    {
        var (version, rows) = await database.ReadAsync(
            async transaction =>
                (
                    await transaction.FirstOrDefaultAsync<long>(
                        "SELECT version FROM domain_version WHERE domain = @domain",
                        new { domain }
                    ),
                    await transaction.QueryAsync<CountedRow>(
                        """
                        SELECT run AS Run, group_key AS GroupKey, name AS Name, content_hash AS ContentHash, content AS Content
                        FROM contribution WHERE domain = @domain AND counted = 1
                        """,
                        new { domain }
                    )
                ),
            cancellationToken
        );

        // Databases sort text by their own collations; the order of a snapshot must not depend on them.
        var ordered = rows.OrderBy(r => r.Run, StringComparer.Ordinal)
            .ThenBy(r => r.GroupKey, StringComparer.Ordinal)
            .ThenBy(r => r.Name, StringComparer.Ordinal);
        return (
            version,
            [
                .. ordered.Select(r => new StoredContribution(
                    ContributionCodec.Decode(r.Content),
                    r.ContentHash
                )),
            ]
        );
    }

    /// <summary>Whether another process has refitted newer data meanwhile: what was read before then is old news.</summary>
    public static async Task<bool> IsOvertakenAsync(
        StateTransaction transaction,
        DomainVersion read
    ) =>
        await transaction.FirstOrDefaultAsync<long>(
            "SELECT COUNT(*) FROM domain_version WHERE domain = @Domain AND refitted > @Version",
            read
        ) > 0;

    public static Task MarkRefittedAsync(StateTransaction transaction, DomainVersion read) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO domain_version (domain, version, refitted) VALUES (@Domain, @Version, @Version)
            ON CONFLICT (domain) DO UPDATE SET refitted = excluded.refitted
            WHERE domain_version.refitted < excluded.refitted
            """,
            read
        );

    private async Task<IReadOnlyList<DomainVersion>> ListAsync(
        string condition,
        CancellationToken cancellationToken
    )
    {
        var domains = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<DomainVersion>(
                    $"SELECT v.domain AS Domain, v.version AS Version FROM domain_version v WHERE {condition}"
                ),
            cancellationToken
        );
        return [.. domains.OrderBy(d => d.Domain, StringComparer.Ordinal)];
    }

    private sealed class CountedRow
    {
        public string Run { get; set; } = "";

        public string GroupKey { get; set; } = "";

        public string Name { get; set; } = "";

        public string ContentHash { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }
}
