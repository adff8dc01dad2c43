using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Ledger;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>The changes that one transaction makes to the ledger. Settle once, at the end.</summary>
internal sealed class LedgerWriter(StateTransaction transaction)
{
    private const string Overtaken = "A newer version of this blob took its place.";

    /// <summary>Names in one transaction: others wait for it.</summary>
    private const int ForgottenAtOnce = 500;

    private readonly GroupSettlement _settlement = new(transaction);

    public Task SettleAsync(DateTimeOffset changed) => _settlement.SettleAsync(changed);

    /// <summary>See <see cref="ILedger.RecordAsync"/>.</summary>
    public async Task RecordAsync(LedgerChange change)
    {
        var row = LedgerRow.From(change.Entry);
        var versions = await VersionsAsync(row);
        row.FirstSeen = FirstRecorded(versions, row);
        if (Find(versions, row) is { ContentHash: not null } stored)
        {
            await TouchAsync(versions);
            if (!TakesBack(change, stored))
            {
                // A slower process speaks of a blob that is read by now: what was read stays.
                await SeenAgainAsync(row);
                await SupersedeOlderAsync(row, versions);
                return;
            }

            await DropAsync(row.Container, row.Name, row.ETag);
        }

        await UpsertAsync(row);
        await SupersedeOlderAsync(row, versions);
    }

    /// <summary>See <see cref="ILedger.CommitAsync"/>.</summary>
    public async Task CommitAsync(LedgerEntry entry, Contribution contribution, byte[] content)
    {
        var row = LedgerRow.From(entry with { State = BlobState.Committed });
        var hash = ContributionCodec.Hash(contribution);
        var group = new ContributionGroup(
            contribution.Domain,
            contribution.Run,
            contribution.Group
        );
        var versions = await VersionsAsync(row);
        var known = Find(versions, row);
        row.FirstSeen = Later(row.FirstSeen, known?.FirstSeen ?? "");
        await TouchAsync(versions);
        await _settlement.TouchAsync(group);

        if (
            known is not null
            && string.Equals(known.ContentHash, hash, StringComparison.Ordinal)
            && string.Equals(known.DefinitionHash, row.DefinitionHash, StringComparison.Ordinal)
            && known.Group == group
        )
        {
            await SeenAgainAsync(row);
        }
        else
        {
            await DropAsync(row.Container, row.Name, row.ETag);
            await UpsertAsync(row);
            await InsertAsync(row, group, contribution.Coverage, hash, content);
        }

        await SupersedeOlderAsync(row, versions);
    }

    /// <summary>Removes what is known of some names of a container; see <see cref="ILedger.ForgetAsync"/>.</summary>
    /// <returns>False when there was nothing left.</returns>
    public async Task<bool> ForgetSomeAsync(string container)
    {
        var names = await transaction.QueryAsync<string>(
            "SELECT DISTINCT name FROM ledger WHERE container = @container ORDER BY name LIMIT @ForgottenAtOnce",
            new { container, ForgottenAtOnce }
        );
        var forgotten = new { container, names = names.ToArray() };
        var groups = await transaction.QueryAsync<ContributionGroup>(
            """
            SELECT DISTINCT domain AS Domain, run AS Run, group_key AS GroupKey FROM contribution
            WHERE container = @container AND name IN @names
            """,
            forgotten
        );
        foreach (var group in groups)
        {
            await _settlement.TouchAsync(group);
        }

        await transaction.ExecuteAsync(
            "DELETE FROM contribution WHERE container = @container AND name IN @names",
            forgotten
        );
        await transaction.ExecuteAsync(
            "DELETE FROM ledger WHERE container = @container AND name IN @names",
            forgotten
        );
        return names.Count > 0;
    }

    private static BlobVersion? Find(IEnumerable<BlobVersion> versions, LedgerRow row) =>
        versions.FirstOrDefault(v => string.Equals(v.ETag, row.ETag, StringComparison.Ordinal));

    /// <summary>
    /// A version that is recorded for the first time was listed now: it is newer than all that were, whatever the clocks of the processes say. What is
    /// known of a version never makes it older.
    /// </summary>
    private static string FirstRecorded(IReadOnlyList<BlobVersion> versions, LedgerRow row)
    {
        if (Find(versions, row) is { } known)
        {
            return Later(known.FirstSeen, row.FirstSeen);
        }

        var newest = versions.Select(v => v.FirstSeen).Max(StringComparer.Ordinal);
        return newest is null
            ? row.FirstSeen
            : Later(row.FirstSeen, StoredText.Of(StoredText.Moment(newest).AddTicks(1)));
    }

    private static string Later(string left, string right) =>
        string.CompareOrdinal(left, right) >= 0 ? left : right;

    private static bool TakesBack(LedgerChange change, BlobVersion stored) =>
        change.TakesBack
        && string.Equals(
            stored.Changed,
            StoredText.Of(change.Known!.Changed),
            StringComparison.Ordinal
        );

    private async Task TouchAsync(IEnumerable<BlobVersion> versions)
    {
        foreach (var version in versions)
        {
            await _settlement.TouchAsync(version.Group);
        }
    }

    /// <summary>Everything older than the newest version whose fate is known is superseded; until then the older one counts on.</summary>
    private async Task SupersedeOlderAsync(LedgerRow row, IReadOnlyList<BlobVersion> before)
    {
        if (before.Count == 0)
        {
            return;
        }

        await TouchAsync(before);
        var versions = await VersionsAsync(row);
        var decided = versions
            .Where(v => v.IsDecided)
            .Aggregate((BlobVersion?)null, (a, b) => a is null || b.IsNewerThan(a) ? b : a);
        foreach (var older in versions.Where(v => decided is not null && decided.IsNewerThan(v)))
        {
            await DropAsync(row.Container, row.Name, older.ETag);
            await transaction.ExecuteAsync(
                """
                UPDATE ledger SET state = @state, reason = @Overtaken, changed = @Changed
                WHERE container = @Container AND name = @Name AND etag = @ETag AND (state <> @state OR reason <> @Overtaken)
                """,
                new
                {
                    row.Container,
                    row.Name,
                    older.ETag,
                    row.Changed,
                    Overtaken,
                    state = nameof(BlobState.Superseded),
                }
            );
        }
    }

    private Task<IReadOnlyList<BlobVersion>> VersionsAsync(LedgerRow row) =>
        transaction.QueryAsync<BlobVersion>(
            """
            SELECT l.etag AS ETag, l.state AS State, l.definition_hash AS DefinitionHash, l.first_seen AS FirstSeen,
                   l.changed AS Changed, c.content_hash AS ContentHash, c.domain AS ContributionDomain, c.run AS ContributionRun,
                   c.group_key AS ContributionGroup
            FROM ledger l
            LEFT JOIN contribution c ON c.container = l.container AND c.name = l.name AND c.etag = l.etag
            WHERE l.container = @Container AND l.name = @Name
            """,
            row
        );

    private Task<int> SeenAgainAsync(LedgerRow row) =>
        transaction.ExecuteAsync(
            """
            UPDATE ledger SET first_seen = @FirstSeen
            WHERE container = @Container AND name = @Name AND etag = @ETag AND first_seen < @FirstSeen
            """,
            row
        );

    private Task<int> UpsertAsync(LedgerRow row) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO ledger (container, name, etag, size, state, reason, domain, run, definition_hash, decoded_rows,
                                attempts, first_seen, changed)
            VALUES (@Container, @Name, @ETag, @Size, @State, @Reason, @Domain, @Run, @DefinitionHash, @DecodedRows,
                    @Attempts, @FirstSeen, @Changed)
            ON CONFLICT (container, name, etag) DO UPDATE SET
                size = excluded.size, state = excluded.state, reason = excluded.reason, domain = excluded.domain,
                run = excluded.run, definition_hash = excluded.definition_hash, decoded_rows = excluded.decoded_rows,
                attempts = excluded.attempts, first_seen = excluded.first_seen, changed = excluded.changed
            """,
            row
        );

    private Task<int> InsertAsync(
        LedgerRow row,
        ContributionGroup group,
        Coverage coverage,
        string hash,
        byte[] content
    ) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO contribution (container, name, etag, domain, run, group_key, content_hash, coverage, remark, counted, content)
            VALUES (@Container, @Name, @ETag, @Domain, @Run, @GroupKey, @hash, @encodedCoverage, @Reason, 0, @content)
            """,
            new
            {
                row.Container,
                row.Name,
                row.ETag,
                group.Domain,
                group.Run,
                group.GroupKey,
                hash,
                encodedCoverage = ContributionRow.Encode(coverage),
                row.Reason,
                content,
            }
        );

    private Task<int> DropAsync(string container, string name, string etag) =>
        transaction.ExecuteAsync(
            "DELETE FROM contribution WHERE container = @container AND name = @name AND etag = @etag",
            new
            {
                container,
                name,
                etag,
            }
        );
}
