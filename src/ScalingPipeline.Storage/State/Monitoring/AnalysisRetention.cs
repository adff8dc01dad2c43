namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>
/// What is kept of the history of analyses, which a domain that is refitted all day would fill at every refit: all of the last two days, the last of each
/// hour for thirty days, then the last of each day (UTC).
/// </summary>
internal static class AnalysisRetention
{
    private static readonly TimeSpan _all = TimeSpan.FromDays(2);
    private static readonly TimeSpan _hours = TimeSpan.FromDays(30);

    /// <summary>Characters of a stored moment that name its hour, and its day.</summary>
    private const int Hour = 13;
    private const int Day = 10;

    /// <summary>Deletes what is not kept of a domain.</summary>
    public static async Task ApplyAsync(
        StateTransaction transaction,
        string domain,
        DateTimeOffset now
    )
    {
        await ThinAsync(transaction, domain, now - _all, Hour);
        await ThinAsync(transaction, domain, now - _hours, Day);
    }

    private static async Task ThinAsync(
        StateTransaction transaction,
        string domain,
        DateTimeOffset before,
        int length
    )
    {
        // Whatever follows an hour or a day in a stored moment comes before a 'z'.
        var overtaken = await transaction.QueryAsync<Overtaken>(
            """
            SELECT a.revision AS Revision, a.content_hash AS Hash FROM analysis a
            WHERE a.domain = @domain AND a.stored_at < @before AND EXISTS (
                SELECT 1 FROM analysis b
                WHERE b.domain = a.domain AND b.revision > a.revision
                  AND b.stored_at >= a.stored_at AND b.stored_at < substr(a.stored_at, 1, @length) || 'z')
            """,
            new
            {
                domain,
                before = StoredText.Of(before),
                length,
            }
        );
        foreach (var (revision, hash) in overtaken.Select(o => (o.Revision, o.Hash)))
        {
            var deleted = new
            {
                domain,
                revision,
                hash,
            };
            await transaction.ExecuteAsync(
                "DELETE FROM analysis WHERE domain = @domain AND revision = @revision",
                deleted
            );
            await transaction.ExecuteAsync(
                """
                DELETE FROM analysis_content
                WHERE hash = @hash AND NOT EXISTS (SELECT 1 FROM analysis WHERE content_hash = @hash)
                """,
                deleted
            );
        }
    }

    private sealed class Overtaken
    {
        public long Revision { get; set; }

        public string Hash { get; set; } = "";
    }
}
