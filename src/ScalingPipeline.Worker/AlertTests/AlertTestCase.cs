using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>Runs that are made up, and the alerts that they should raise.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Runs">Makes the runs of one domain, under the names that the case gives them.</param>
/// <param name="Expected">Empty for none.</param>
internal sealed record AlertTestCase(
    string Name,
    Func<CancellationToken, Task<DomainSnapshot>> Runs,
    IReadOnlyList<ExpectedAlert> Expected
);

/// <param name="Run">The run.</param>
/// <param name="Alert">One of <see cref="AlertCodes"/>.</param>
/// <param name="Cause">One of <see cref="CauseCodes"/>; null for any.</param>
/// <param name="Severity">Null for any.</param>
/// <param name="By">It must be there when only the logs up to this step are; null: when all are.</param>
internal sealed record ExpectedAlert(
    string Run,
    string Alert,
    string? Cause,
    AlertSeverity? Severity,
    long? By
)
{
    public bool Is(AlertCondition condition) =>
        IsOf(condition)
        && (Cause is null || string.Equals(Cause, condition.CauseCode, StringComparison.Ordinal))
        && (Severity is null || Severity == condition.Severity);

    /// <summary>Whether run and code are those expected, whatever cause and severity are.</summary>
    public bool IsOf(AlertCondition condition) =>
        string.Equals(Run, condition.Run, StringComparison.Ordinal)
        && string.Equals(Alert, condition.Code, StringComparison.Ordinal);

    public override string ToString() =>
        $"{Run}: {Alert}"
        + AlertWords.Details(Cause, Severity)
        + (By is { } step ? $" by step {step}" : "");
}
