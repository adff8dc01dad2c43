using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>Every fault that the simulation knows, in one storage with healthy runs: each raises its own alert and no healthy run any.</summary>
public sealed class FaultTests
{
    [Fact]
    public async Task Every_labelled_fault_raises_the_alert_of_its_label_and_no_healthy_run_any()
    {
        using var folder = new TemporaryFolder();
        var (logs, data) = (folder.At("logs"), folder.At("data"));
        await Cli.JsonAsync("simulate", "--output", logs, "--faults", "all");
        await Cli.JsonAsync("ingest", logs, "--data", data);
        await Cli.JsonAsync("refit", "--data", data);

        var labels = JsonNode.Parse(
            await File.ReadAllTextAsync(
                Path.Combine(logs, "LABELS.json"),
                TestContext.Current.CancellationToken
            )
        )!;
        var expected = labels["faults"]!.AsArray().Select(Label.Of).ToArray();
        var alerts = (await Cli.JsonAsync("alerts", "--data", data))
            .AsArray()
            .Select(alert =>
                (
                    Run: (string)alert!["run"]!,
                    Code: (string)alert["code"]!,
                    Cause: (string)alert["causeCode"]!
                )
            )
            .ToArray();

        Assert.Equal(
            expected.Where(label => label.Codes.Length > 0).Select(label => label.Run).Order(),
            alerts.Select(alert => alert.Run).Distinct().Order()
        );
        Assert.All(
            alerts,
            alert => Assert.Contains(alert.Code, expected.Single(l => l.Run == alert.Run).Codes)
        );

        Assert.Empty(
            alerts
                .Select(alert => (alert.Cause, Label: expected.Single(l => l.Run == alert.Run)))
                .Where(a => !a.Label.Causes.Contains(a.Cause))
                .Select(a => a.Label.Fault)
        );
    }

    /// <param name="Run">The faulty run.</param>
    /// <param name="Fault">What is wrong with it.</param>
    /// <param name="Codes">Alerts that tell of it.</param>
    /// <param name="Causes">Causes that are right or honestly open.</param>
    private sealed record Label(string Run, string Fault, string[] Codes, string[] Causes)
    {
        public static Label Of(JsonNode? label) =>
            new(
                (string)label!["run"]!,
                (string)label["fault"]!,
                [
                    .. new[] { (string?)label["expected_alert"] }.OfType<string>(),
                    .. label["other_alerts"]!.AsArray().Select(code => (string)code!),
                ],
                [.. label["expected_causes"]!.AsArray().Select(cause => (string)cause!), "open"]
            );
    }
}
