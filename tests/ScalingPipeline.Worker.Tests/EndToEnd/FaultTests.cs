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
        var expected = labels["faults"]!
            .AsArray()
            .Where(run => run!["expected_alert"] is not null)
            .Select(run => ((string)run!["run"]!, (string)run["expected_alert"]!));
        var alerts = (await Cli.JsonAsync("alerts", "--data", data)).AsArray();

        Assert.Equal(
            expected.Order(),
            alerts.Select(alert => ((string)alert!["run"]!, (string)alert["code"]!)).Order()
        );
    }
}
