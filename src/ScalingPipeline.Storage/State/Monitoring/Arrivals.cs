using ScalingPipeline.Monitoring.Stalls;

namespace ScalingPipeline.Storage.State.Monitoring;

/// <summary>When logs came, by the ledger: every version of every blob that a definition takes.</summary>
internal sealed class Arrivals(StateDatabase database)
{
    public async Task<IReadOnlyList<RunArrivals>> OfAsync(
        string domain,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.ReadAsync(
            transaction =>
                transaction.QueryAsync<ArrivalRow>(
                    "SELECT DISTINCT run AS Run, first_seen AS FirstSeen FROM ledger WHERE domain = @domain AND run IS NOT NULL",
                    new { domain }
                ),
            cancellationToken
        );
        return
        [
            .. rows.GroupBy(r => r.Run, StringComparer.Ordinal)
                .OrderBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new RunArrivals(
                    r.Key,
                    [.. r.Select(a => StoredText.Moment(a.FirstSeen)).Order()]
                )),
        ];
    }

    private sealed class ArrivalRow
    {
        public string Run { get; set; } = "";

        public string FirstSeen { get; set; } = "";
    }
}
