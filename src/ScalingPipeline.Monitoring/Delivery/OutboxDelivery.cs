using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Monitoring.Delivery;

/// <summary>
/// Takes due messages to their sinks, at least once each. Every sink has its own queue and its own resilience: one that is dead
/// or slow keeps its messages and delays nobody else's. One process at a time delivers to a sink, so that a message comes once unless a
/// process dies between the sink's answer and noting it.
/// </summary>
public sealed class OutboxDelivery(
    IMonitoringState state,
    LeasedSections sections,
    IEnumerable<IAlertSink> sinks,
    IOptions<DeliveryOptions> options,
    TimeProvider time,
    ILogger<OutboxDelivery> logger
)
{
    private readonly Dictionary<string, SinkDelivery> _sinks = sinks.ToDictionary(
        s => s.Name,
        s => new SinkDelivery(s.Name, s, state, options.Value, time, logger),
        StringComparer.Ordinal
    );

    /// <summary>Tries messages that are due, up to 100 for each sink, once; those to sinks that another process delivers to are left to it.</summary>
    /// <param name="cancellationToken">Begins no more messages; those on their way arrive.</param>
    /// <param name="abandon">Ends those on their way too: they are due again.</param>
    /// <returns>How many were taken by their sinks, and how many have to wait.</returns>
    public async Task<(int Delivered, int Postponed)> DeliverDueAsync(
        CancellationToken cancellationToken,
        CancellationToken abandon = default
    )
    {
        var due = await state.DueSinksAsync(
            time.GetUtcNow(),
            options.Value.LongestBackoff,
            cancellationToken
        );
        var results = await Task.WhenAll(
            due.Select(sink => DeliverAloneAsync(sink, cancellationToken, abandon))
        );
        return (results.Sum(r => r.Delivered), results.Sum(r => r.Postponed));
    }

    /// <summary>The lease under which a sink is told of alerts.</summary>
    internal static string LeaseOf(string sink) => $"deliver:{sink}";

    private async Task<(int Delivered, int Postponed)> DeliverAloneAsync(
        string name,
        CancellationToken cancellationToken,
        CancellationToken abandon
    )
    {
        var sink =
            _sinks.GetValueOrDefault(name)
            ?? new SinkDelivery(name, sink: null, state, options.Value, time, logger);
        var (delivered, postponed) = (0, 0);
        try
        {
            await sections.TryRunAsync(
                LeaseOf(name),
                async (_, held) =>
                {
                    await foreach (var (taken, left) in sink.DeliverAsync(cancellationToken, held))
                    {
                        delivered += taken;
                        postponed += left;
                    }
                },
                abandon
            );
        }
        catch (LeaseLostException)
        {
            // Another process goes on with the rest.
        }

        return (delivered, postponed);
    }
}
