using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Worker.AlertTests;

/// <summary>
/// Runs a case: every alert expected must come, by the step that is given with it or once all logs are there, and once all logs are there no
/// other may come.
/// </summary>
internal static class AlertTest
{
    public static async Task<AlertTestResult> RunAsync(
        AlertTestCase test,
        CancellationToken cancellationToken
    )
    {
        var snapshot = await test.Runs(cancellationToken);
        var atEnd = Look(snapshot);
        var missing = test
            .Expected.Where(expected =>
                !(
                    expected.By is { } step
                        ? Look(RunUntil.Step(snapshot, expected.Run, step))
                        : atEnd
                ).Any(expected.Is)
            )
            .Select(expected => expected.ToString())
            .ToArray();
        return new AlertTestResult(
            test.Name,
            [.. test.Expected.Select(expected => expected.ToString())],
            [.. atEnd.Select(AlertWords.Of)],
            missing,
            [
                .. atEnd
                    .Where(came => !test.Expected.Any(expected => expected.IsOf(came)))
                    .Select(AlertWords.Of),
            ]
        );
    }

    /// <summary>What would fire.</summary>
    private static AlertCondition[] Look(DomainSnapshot snapshot) =>
        [.. Detector.Run(snapshot).Conditions.Where(c => c.Confirmed && c.InhibitedBy is null)];
}

/// <summary>How a case went, alerts in words.</summary>
/// <param name="Name">Of the case.</param>
/// <param name="Expected">All that should come.</param>
/// <param name="Came">All that came once all logs were there.</param>
/// <param name="Missing">What should have come and did not, or came too late or with another cause or severity.</param>
/// <param name="Unexpected">What came and should not have.</param>
internal sealed record AlertTestResult(
    string Name,
    string[] Expected,
    string[] Came,
    string[] Missing,
    string[] Unexpected
)
{
    public bool Passed => Missing.Length == 0 && Unexpected.Length == 0;
}
