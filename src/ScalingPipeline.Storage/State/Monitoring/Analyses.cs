using System.Text.Json;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>
/// The history of analyses: one revision for every refit that said something new, thinned by <see cref="AnalysisRetention"/>. An analysis that this version cannot read any
/// more is left out; the next refit writes it anew. So is one that says nothing, that of a domain that lost all its logs.
/// </summary>
internal sealed class Analyses(StateDatabase database)
{
    private const string Select = """
        SELECT a.stored_at AS StoredAt, k.content AS Content
        FROM analysis a JOIN analysis_content k ON k.hash = a.content_hash
        """;

    public static async Task AddAsync(
        StateTransaction transaction,
        RefitOutcome outcome,
        byte[] content
    )
    {
        var row = new
        {
            outcome.Analysis.Domain,
            outcome.Analysis.Snapshot,
            StoredAt = StoredText.Of(outcome.At),
            Hash = StoredJson.Hash(content),
            Content = StoredJson.Compress(content),
        };
        var newest = await transaction.FirstOrDefaultAsync<string>(
            "SELECT content_hash FROM analysis WHERE domain = @Domain ORDER BY revision DESC LIMIT 1",
            row
        );
        if (string.Equals(newest, row.Hash, StringComparison.Ordinal))
        {
            return;
        }

        await transaction.ExecuteAsync(
            "INSERT INTO analysis_content (hash, content) VALUES (@Hash, @Content) ON CONFLICT (hash) DO NOTHING",
            row
        );
        await transaction.ExecuteAsync(
            """
            INSERT INTO analysis (domain, revision, stored_at, snapshot, content_hash)
            SELECT @Domain, COALESCE(MAX(revision), 0) + 1, @StoredAt, @Snapshot, @Hash
            FROM analysis WHERE domain = @Domain
            """,
            row
        );
        await AnalysisRetention.ApplyAsync(transaction, outcome.Analysis.Domain, outcome.At);
    }

    public async Task<IReadOnlyList<StoredAnalysis>> NewestAsync(
        string? domain,
        CancellationToken cancellationToken
    )
    {
        var filter = domain is null ? "" : "AND a.domain = @domain";
        var rows = await QueryAsync(
            $"{Select} WHERE a.revision = (SELECT MAX(b.revision) FROM analysis b WHERE b.domain = a.domain) {filter}",
            new { domain },
            cancellationToken
        );
        return [.. rows.OrderBy(a => a.Analysis.Domain, StringComparer.Ordinal)];
    }

    public async Task<StoredAnalysis?> BeforeAsync(
        string domain,
        DateTimeOffset moment,
        CancellationToken cancellationToken
    )
    {
        var rows = await QueryAsync(
            $"{Select} WHERE a.domain = @domain AND a.stored_at < @moment ORDER BY a.revision DESC LIMIT 1",
            new { domain, moment = StoredText.Of(moment) },
            cancellationToken
        );
        return rows.Count > 0 ? rows[0] : null;
    }

    private async Task<IReadOnlyList<StoredAnalysis>> QueryAsync(
        string sql,
        object values,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction => transaction.QueryAsync<AnalysisRow>(sql, values),
            cancellationToken
        );
        return
        [
            .. rows.Select(r => r.ToAnalysis())
                .OfType<StoredAnalysis>()
                .Where(a => a.Analysis is not { Runs: [], Laws: [], Conditions: [], Remarks: [] }),
        ];
    }

    private sealed class AnalysisRow
    {
        public string StoredAt { get; set; } = "";

        public byte[] Content { get; set; } = [];

        public StoredAnalysis? ToAnalysis()
        {
            try
            {
                return new(StoredJson.ReadAnalysis(Content), StoredText.Moment(StoredAt));
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }
}
