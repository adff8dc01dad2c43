using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Stalls;

/// <summary>
/// When which domain is to be looked at again, since a job that hangs marks nothing as changed. A process that only refits, as the command line does, does not watch: it finds no
/// stalled job and lets go of none.
/// </summary>
public sealed class StallWatch
{
    private static readonly TimeSpan _retry = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _next = new(StringComparer.Ordinal);
    private DateTimeOffset? _since;

    /// <summary>Since when this process watches; null while it does not.</summary>
    public DateTimeOffset? Since
    {
        get
        {
            lock (_lock)
            {
                return _since;
            }
        }
    }

    /// <summary>The storage is watched from now on.</summary>
    public void Begin(DateTimeOffset now)
    {
        lock (_lock)
        {
            _since ??= now;
        }
    }

    /// <summary>The domains in which a job may have stalled by now, ordered. Each is given once, and again after a minute if it was not looked at.</summary>
    public IReadOnlyList<string> Due(DateTimeOffset now)
    {
        lock (_lock)
        {
            string[] due =
            [
                .. _next
                    .Where(n => n.Value <= now)
                    .Select(n => n.Key)
                    .Order(StringComparer.Ordinal),
            ];
            foreach (var domain in due)
            {
                _next[domain] = now + _retry;
            }

            return due;
        }
    }

    /// <param name="domain">A domain that was looked at.</param>
    /// <param name="next">When to look again; null when no job of it can stall.</param>
    internal void Looked(string domain, DateTimeOffset? next)
    {
        lock (_lock)
        {
            if (next is { } moment)
            {
                _next[domain] = moment;
            }
            else
            {
                _next.Remove(domain);
            }
        }
    }

    /// <summary>What was told and still holds, since nothing came of the run.</summary>
    /// <param name="open">The open alerts.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="runData">By run: the hash of all that it logged, as it is now.</param>
    internal static IEnumerable<AlertCondition> StillSilent(
        IEnumerable<AlertRecord> open,
        string domain,
        IReadOnlyDictionary<string, string> runData
    ) =>
        open.Where(a =>
                string.Equals(a.Condition.Code, AlertCodes.StalledJob, StringComparison.Ordinal)
                && string.Equals(a.Condition.Domain, domain, StringComparison.Ordinal)
                && a.RunData is { } held
                && string.Equals(
                    held,
                    runData.GetValueOrDefault(a.Condition.Run),
                    StringComparison.Ordinal
                )
            )
            .Select(a => a.Condition);
}
