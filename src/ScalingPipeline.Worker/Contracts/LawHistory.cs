using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;

namespace ScalingPipeline.Worker.Contracts;

/// <summary>What the refits of a domain said of a law, the newest first. A refit that said nothing new of the domain is not in it. Field names are stable.</summary>
/// <param name="Versions">With when each was stored.</param>
/// <param name="Older">Ask for what was stored before this moment; null when there is no more.</param>
internal sealed record LawHistory(IReadOnlyList<LawVersion> Versions, DateTimeOffset? Older)
{
    /// <summary>At most so many refits are read at once: each holds all that was said of the domain.</summary>
    public const int Most = 20;

    /// <param name="state">Holds the analyses.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="law">As in <see cref="LawRecord.Law"/>.</param>
    /// <param name="before">Only what was stored before; null begins with the newest.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<LawHistory> ReadAsync(
        IMonitoringState state,
        string domain,
        string law,
        DateTimeOffset? before,
        CancellationToken cancellationToken
    )
    {
        var versions = new List<LawVersion>();
        var moment = before ?? DateTimeOffset.MaxValue;
        for (var read = 0; read < Most; read++)
        {
            if (
                await state.AnalysisBeforeAsync(domain, moment, cancellationToken) is not { } stored
            )
            {
                return new LawHistory(versions, Older: null);
            }

            moment = stored.At;
            versions.Add(
                new LawVersion(
                    stored.At,
                    [
                        .. stored.Analysis.Laws.Where(l =>
                            string.Equals(l.Law, law, StringComparison.Ordinal)
                        ),
                    ]
                )
            );
        }

        return new LawHistory(versions, moment);
    }
}

/// <summary>What one refit said of a law.</summary>
/// <param name="At">When it was stored.</param>
/// <param name="Records">By family, fit and condition; empty when it had none.</param>
internal sealed record LawVersion(DateTimeOffset At, IReadOnlyList<LawRecord> Records);
