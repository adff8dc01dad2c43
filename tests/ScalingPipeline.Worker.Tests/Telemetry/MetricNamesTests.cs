using System.Text.RegularExpressions;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Telemetry;

/// <summary>A rule or a panel on a metric that nobody exports is never wrong and never of use.</summary>
public sealed partial class MetricNamesTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    [Fact]
    public async Task The_service_exports_every_series_that_rules_and_dashboards_ask_for()
    {
        using var folder = new TemporaryFolder();
        var logs = folder.At("logs");
        await Cli.JsonAsync(
            "simulate",
            "--output",
            logs,
            "--domains",
            "math",
            "--faults",
            "logged-in-bits"
        );
        var bad = Path.Combine(Directory.GetDirectories(Path.Combine(logs, "math"))[0], "eval");
        await File.WriteAllTextAsync(
            Path.Combine(bad, "step-999999.parquet"),
            "this is a text, not a log",
            TestContext.Current.CancellationToken
        );
        var container = await azurite.NewContainerOrSkipAsync();
        var queue = await azurite.NewQueueOrSkipAsync();
        await container.UploadAsync(logs);

        // A process of its own: what one process measures is exported by every service in it.
        await using var service = await Service.StartAsync(
            folder.At("data"),
            container.Url,
            new Dictionary<string, string>
            {
                ["SCALING_PIPELINE_Storage__Queue"] = queue.Url,
                ["SCALING_PIPELINE_Storage__ConnectionString"] = container.ConnectionString,
            }
        );
        var exported = "";
        // Gauges are sampled together: with the alert, all are there.
        await Eventually.TrueAsync(async () =>
        {
            exported = await service.GetAsync("/metrics");
            return exported.Contains("\nscaling_pipeline_alerts{", StringComparison.Ordinal)
                && exported.Contains("state=\"quarantined\"", StringComparison.Ordinal);
        });

        var asked = Asked();
        Assert.Contains("scaling_pipeline_queue_depth{queue=\"poison\"}", asked);
        var lines = exported.Split('\n');
        Assert.All(asked, series => Assert.Contains(lines, line => Is(line, series)));
    }

    /// <summary>Every series of ours, with the labels it is selected by.</summary>
    private static string[] Asked()
    {
        var infra = Path.Combine(SharedData.RepositoryRoot, "infra");
        string[] files =
        [
            Path.Combine(infra, "prometheus", "alerts.yaml"),
            .. Directory.GetFiles(Path.Combine(infra, "grafana", "dashboards")),
        ];
        return
        [
            .. files
                .SelectMany(file => Series().Matches(File.ReadAllText(file).Replace("\\\"", "\"")))
                .Select(match => match.Value)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    private static bool Is(string line, string series)
    {
        var (name, labels) = series.Split('{', 2) is [var bare, var selected]
            ? (bare, selected.TrimEnd('}').Split(','))
            : (series, []);
        return (
                line.StartsWith(name + "{", StringComparison.Ordinal)
                || line.StartsWith(name + " ", StringComparison.Ordinal)
            ) && labels.All(label => line.Contains(label.Trim(), StringComparison.Ordinal));
    }

    [GeneratedRegex(
        "scaling_pipeline_[a-z_]+(\\{[^}]*\\})?",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Series();
}
