using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>The alerts, one row each for life.</summary>
internal static class Alerts
{
    public static Task PutAsync(StateTransaction transaction, AlertRecord alert) =>
        transaction.ExecuteAsync(
            """
            INSERT INTO alert (id, status, since, content) VALUES (@Id, @Status, @Since, @Content)
            ON CONFLICT (id) DO UPDATE SET
                status = excluded.status, since = excluded.since, content = excluded.content
            """,
            new
            {
                alert.Id,
                Status = alert.Status.ToString(),
                Since = StoredText.Of(alert.Since),
                Content = StoredJson.Write(alert),
            }
        );

    public static async Task<IReadOnlyList<AlertRecord>> AllAsync(
        StateTransaction transaction,
        bool includeResolved
    )
    {
        var filter = includeResolved ? "" : "WHERE status <> @resolved";
        var contents = await transaction.QueryAsync<string>(
            $"SELECT content FROM alert {filter} ORDER BY since DESC, id",
            new { resolved = nameof(AlertStatus.Resolved) }
        );
        return [.. contents.Select(StoredJson.ReadAlert)];
    }
}
