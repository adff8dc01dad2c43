using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>What people said of alerts and runs.</summary>
internal sealed class Judgements(StateDatabase database)
{
    public async Task<IReadOnlyList<Silence>> SilencesAsync(CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<SilenceRow>(
                    """
                    SELECT id AS Id, domain AS Domain, run AS Run, code AS Code, author AS Author, comment AS Comment,
                           starts AS Starts, expires AS Expires
                    FROM silence ORDER BY expires DESC, id
                    """
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToSilence())];
    }

    public Task AddAsync(Silence silence, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    INSERT INTO silence (id, domain, run, code, author, comment, starts, expires)
                    VALUES (@Id, @Domain, @Run, @Code, @Author, @Comment, @starts, @expires)
                    ON CONFLICT (id) DO NOTHING
                    """,
                    new
                    {
                        silence.Id,
                        Domain = StoredText.Of(silence.Domain),
                        Run = StoredText.Of(silence.Run),
                        Code = StoredText.Of(silence.Code),
                        Author = StoredText.Of(silence.Author),
                        Comment = StoredText.Of(silence.Comment),
                        starts = StoredText.Of(silence.Start),
                        expires = StoredText.Of(silence.Expiry),
                    }
                ),
            cancellationToken
        );

    // What it held is due again: a message is held only by a silence that is there.
    public async Task<bool> RemoveSilenceAsync(string id, CancellationToken cancellationToken) =>
        await database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    "DELETE FROM silence WHERE id = @id",
                    new { id = StoredText.Of(id) }
                ),
            cancellationToken
        ) > 0;

    public async Task<IReadOnlyList<Acknowledgement>> AcknowledgementsAsync(
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<AcknowledgementRow>(
                    """
                    SELECT alert_id AS AlertId, since AS Since, severity AS Severity, author AS Author,
                           comment AS Comment, at AS At
                    FROM acknowledgement ORDER BY alert_id
                    """
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToAcknowledgement())];
    }

    public Task AddAsync(Acknowledgement acknowledgement, CancellationToken cancellationToken) =>
        database.WriteAsync(
            transaction =>
                transaction.ExecuteAsync(
                    """
                    INSERT INTO acknowledgement (alert_id, since, severity, author, comment, at)
                    VALUES (@AlertId, @since, @severity, @Author, @Comment, @at)
                    ON CONFLICT (alert_id) DO UPDATE SET
                        since = excluded.since, severity = excluded.severity, author = excluded.author,
                        comment = excluded.comment, at = excluded.at
                    """,
                    new
                    {
                        acknowledgement.AlertId,
                        since = StoredText.Of(acknowledgement.Since),
                        severity = (int)acknowledgement.Severity,
                        Author = StoredText.Of(acknowledgement.Author),
                        Comment = StoredText.Of(acknowledgement.Comment),
                        at = StoredText.Of(acknowledgement.At),
                    }
                ),
            cancellationToken
        );

    /// <summary>Ends the acknowledgement of what an alert no longer is.</summary>
    public static Task OutgrowAsync(StateTransaction transaction, AlertRecord alert) =>
        transaction.ExecuteAsync(
            """
            DELETE FROM acknowledgement
            WHERE alert_id = @Id AND (since <> @since OR severity < @severity)
            """,
            new
            {
                alert.Id,
                since = StoredText.Of(alert.Since),
                severity = alert.Status == AlertStatus.Resolved
                    ? int.MaxValue
                    : (int)alert.Condition.Severity,
            }
        );

    public async Task<IReadOnlyList<RunMark>> MarksAsync(
        string? domain,
        CancellationToken cancellationToken
    )
    {
        var filter = domain is null ? "" : "WHERE domain = @domain";
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<RunMarkRow>(
                    $"""
                    SELECT domain AS Domain, run AS Run, verdict AS Verdict, author AS Author, comment AS Comment, at AS At
                    FROM run_mark {filter} ORDER BY domain, run
                    """,
                    new { domain }
                ),
            cancellationToken
        );
        return [.. rows.Select(r => r.ToMark())];
    }

    public Task MarkAsync(RunMark mark, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(
                    """
                    INSERT INTO run_mark (domain, run, verdict, author, comment, at)
                    VALUES (@Domain, @Run, @verdict, @Author, @Comment, @at)
                    ON CONFLICT (domain, run) DO UPDATE SET
                        verdict = excluded.verdict, author = excluded.author, comment = excluded.comment, at = excluded.at
                    """,
                    new
                    {
                        mark.Domain,
                        mark.Run,
                        verdict = mark.Verdict.ToString(),
                        Author = StoredText.Of(mark.Author),
                        Comment = StoredText.Of(mark.Comment),
                        at = StoredText.Of(mark.At),
                    }
                );
                await ChangedAsync(transaction, mark.Domain);
            },
            cancellationToken
        );

    public Task<bool> ClearMarkAsync(
        string domain,
        string run,
        CancellationToken cancellationToken
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var had = await transaction.ExecuteAsync(
                    "DELETE FROM run_mark WHERE domain = @domain AND run = @run",
                    new { domain, run }
                );
                if (had > 0)
                {
                    await ChangedAsync(transaction, domain);
                }

                return had > 0;
            },
            cancellationToken
        );

    private static Task<int> ChangedAsync(StateTransaction transaction, string domain) =>
        transaction.ExecuteAsync(
            "UPDATE domain_version SET version = version + 1 WHERE domain = @domain",
            new { domain }
        );

    private sealed class SilenceRow
    {
        public string Id { get; set; } = "";

        public string Domain { get; set; } = "";

        public string Run { get; set; } = "";

        public string Code { get; set; } = "";

        public string Author { get; set; } = "";

        public string Comment { get; set; } = "";

        public string Starts { get; set; } = "";

        public string Expires { get; set; } = "";

        public Silence ToSilence() =>
            new()
            {
                Id = Id,
                Domain = Domain,
                Run = Run,
                Code = Code,
                Author = Author,
                Comment = Comment,
                Start = StoredText.Moment(Starts),
                Expiry = StoredText.Moment(Expires),
            };
    }

    private sealed class AcknowledgementRow
    {
        public string AlertId { get; set; } = "";

        public string Since { get; set; } = "";

        public int Severity { get; set; }

        public string Author { get; set; } = "";

        public string Comment { get; set; } = "";

        public string At { get; set; } = "";

        public Acknowledgement ToAcknowledgement() =>
            new()
            {
                AlertId = AlertId,
                Since = StoredText.Moment(Since),
                Severity = (AlertSeverity)Severity,
                Author = Author,
                Comment = Comment,
                At = StoredText.Moment(At),
            };
    }

    private sealed class RunMarkRow
    {
        public string Domain { get; set; } = "";

        public string Run { get; set; } = "";

        public string Verdict { get; set; } = "";

        public string Author { get; set; } = "";

        public string Comment { get; set; } = "";

        public string At { get; set; } = "";

        public RunMark ToMark() =>
            new()
            {
                Domain = Domain,
                Run = Run,
                Verdict = Enum.Parse<RunVerdict>(Verdict),
                Author = Author,
                Comment = Comment,
                At = StoredText.Moment(At),
            };
    }
}
