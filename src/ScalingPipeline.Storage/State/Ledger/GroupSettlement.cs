using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>
/// Settles the groups that one transaction touches, and marks a domain as changed exactly when what counts in it changed.
/// Every group is to be touched before its contributions are.
/// </summary>
internal sealed class GroupSettlement(StateTransaction transaction)
{
    private readonly Dictionary<ContributionGroup, HashSet<(string Name, string Hash)>> _before =
    [];

    public async Task TouchAsync(ContributionGroup? group)
    {
        if (group is not null && !_before.ContainsKey(group))
        {
            _before.Add(group, CountedOf(await LoadAsync(group)));
        }
    }

    /// <param name="changed">The moment of change of the ledger entries that get another state or reason.</param>
    public async Task SettleAsync(DateTimeOffset changed)
    {
        var domains = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (group, before) in _before)
        {
            if (!(await SettleAsync(group, StoredText.Of(changed))).SetEquals(before))
            {
                domains.Add(group.Domain);
            }
        }

        foreach (var domain in domains)
        {
            await transaction.ExecuteAsync(
                """
                INSERT INTO domain_version (domain, version, refitted) VALUES (@domain, 1, 0)
                ON CONFLICT (domain) DO UPDATE SET version = domain_version.version + 1
                """,
                new { domain }
            );
        }
    }

    private async Task<HashSet<(string Name, string Hash)>> SettleAsync(
        ContributionGroup group,
        string changed
    )
    {
        var rows = await LoadAsync(group);
        var byBlob = rows.ToDictionary(r => r.ToHeader().Blob);
        foreach (
            var settled in Settlement.Settle(group.GroupKey, [.. rows.Select(r => r.ToHeader())])
        )
        {
            await StoreAsync(byBlob[settled.Header.Blob], settled, changed);
        }

        return CountedOf(rows);
    }

    private async Task StoreAsync(ContributionRow row, SettledContribution settled, string changed)
    {
        if (row.Counted != settled.Counts)
        {
            row.Counted = settled.Counts;
            await transaction.ExecuteAsync(
                """
                UPDATE contribution SET counted = @counted
                WHERE container = @Container AND name = @Name AND etag = @ETag
                """,
                new
                {
                    row.Container,
                    row.Name,
                    row.ETag,
                    counted = settled.Counts ? 1 : 0,
                }
            );
        }

        var state = settled.State.ToString();
        var reason = StoredText.Of(
            settled.Reason ?? (settled.State == BlobState.Committed ? row.Remark : null)
        );
        if (
            !string.Equals(row.State, state, StringComparison.Ordinal)
            || !string.Equals(row.Reason, reason, StringComparison.Ordinal)
        )
        {
            await transaction.ExecuteAsync(
                """
                UPDATE ledger SET state = @state, reason = @reason, changed = @changed
                WHERE container = @Container AND name = @Name AND etag = @ETag
                """,
                new
                {
                    row.Container,
                    row.Name,
                    row.ETag,
                    state,
                    reason,
                    changed,
                }
            );
        }
    }

    private Task<IReadOnlyList<ContributionRow>> LoadAsync(ContributionGroup group) =>
        transaction.QueryAsync<ContributionRow>(
            """
            SELECT c.container AS Container, c.name AS Name, c.etag AS ETag, c.content_hash AS ContentHash,
                   c.coverage AS Coverage, c.remark AS Remark, c.counted AS Counted, l.state AS State, l.reason AS Reason
            FROM contribution c
            JOIN ledger l ON l.container = c.container AND l.name = c.name AND l.etag = c.etag
            WHERE c.domain = @Domain AND c.run = @Run AND c.group_key = @GroupKey
            """,
            group
        );

    private static HashSet<(string Name, string Hash)> CountedOf(
        IEnumerable<ContributionRow> rows
    ) => [.. rows.Where(r => r.Counted).Select(r => (r.Name, r.ContentHash))];
}
