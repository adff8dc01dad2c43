using System.Text.Json.Nodes;

namespace ScalingPipeline.Chaos;

/// <summary>What the service says in the end.</summary>
/// <param name="Committed">Blob versions that count.</param>
/// <param name="Laws">The bytes of <c>laws --json</c>.</param>
/// <param name="Alerts">Code and run of each open alert whose condition holds, ordered: one that was raised before its siblings' logs were whole resolves at the third refit without it.</param>
public sealed record Said(long Committed, string Laws, IReadOnlyList<string> Alerts);

/// <summary>What came of it.</summary>
public sealed record ChaosOutcome
{
    /// <summary>Of one pass without faults.</summary>
    public required Said Expected { get; init; }

    public required Said Actual { get; init; }

    /// <summary>Blob versions by ledger state.</summary>
    public required JsonNode Files { get; init; }

    /// <summary>Changed domains and waiting messages in the end.</summary>
    public required JsonNode Status { get; init; }

    /// <summary>The document of <c>reconcile --json</c> after all.</summary>
    public required JsonNode Reconciled { get; init; }

    /// <summary>Blobs in storage in the end.</summary>
    public required int Blobs { get; init; }

    /// <summary>Of the worker that was stopped in peace.</summary>
    public required int LastExitCode { get; init; }

    /// <summary>One sentence for each promise that was not kept.</summary>
    public IEnumerable<string> Broken
    {
        get
        {
            if (Expected.Committed != Actual.Committed)
            {
                yield return $"{Actual.Committed} logs count, not {Expected.Committed}.";
            }

            if (!string.Equals(Expected.Laws, Actual.Laws, StringComparison.Ordinal))
            {
                yield return "The laws differ from those of the run without faults.";
            }

            if (!Expected.Alerts.SequenceEqual(Actual.Alerts, StringComparer.Ordinal))
            {
                yield return $"The alerts are [{string.Join(", ", Actual.Alerts)}], not [{string.Join(", ", Expected.Alerts)}].";
            }

            if ((long)Reconciled["found"]! + (long)Reconciled["changed"]! > 0)
            {
                yield return $"The ledger did not know all {Blobs} blobs in storage: {Reconciled["found"]} were new to it, {Reconciled["changed"]} others.";
            }

            if ((long)Status["changedDomains"]! + (long)Status["waitingMessages"]! > 0)
            {
                yield return $"The service did not come to rest: {Status.ToJsonString()}.";
            }

            if (LastExitCode != 0)
            {
                yield return $"The worker that was stopped in peace ended with exit code {LastExitCode}.";
            }

            if (Count("inProgress") + Count("quarantined") > 0)
            {
                yield return $"Some blobs were never read: {Files.ToJsonString()}.";
            }
        }
    }

    private long Count(string state) => (long)Files[state]!;
}
