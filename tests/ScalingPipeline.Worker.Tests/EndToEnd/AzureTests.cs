using System.Text.Json.Nodes;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>The same logs through a real blob server give the same laws as through a folder.</summary>
public sealed class AzureTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    [Fact]
    public async Task Logs_in_a_container_give_the_laws_of_the_same_logs_in_a_folder()
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

        var alerts = await SameThroughAContainerAsync(folder, logs);

        Assert.Equal("unit-mismatch", (string)Assert.Single(alerts)!["code"]!);
    }

    [Fact]
    public async Task The_real_ladder_in_a_container_gives_the_laws_of_the_folder()
    {
        using var folder = new TemporaryFolder();

        var alerts = await SameThroughAContainerAsync(folder, SharedData.PathOrSkip("ladder"));

        Assert.Equal(2, alerts.Count);
    }

    private async Task<JsonArray> SameThroughAContainerAsync(TemporaryFolder folder, string logs)
    {
        var container = await azurite.NewContainerOrSkipAsync();
        await container.UploadAsync(logs);
        var environment = new Dictionary<string, string>
        {
            ["AZURE_STORAGE_CONNECTION_STRING"] = container.ConnectionString,
        };
        var (local, azure) = (folder.At("local"), folder.At("azure"));

        await Cli.JsonAsync("ingest", logs, "--data", local);
        var ingested = await Cli.RunWithAsync(
            environment,
            "ingest",
            container.Url,
            "--data",
            azure,
            "--json"
        );
        Assert.True(ingested.ExitCode == 0, ingested.Error);
        await Cli.JsonAsync("refit", "--data", local);
        await Cli.JsonAsync("refit", "--data", azure);

        Assert.Equal(
            (await Cli.RunAsync("laws", "--json", "--data", local)).Output,
            (await Cli.RunAsync("laws", "--json", "--data", azure)).Output
        );
        return (await Cli.JsonAsync("alerts", "--data", azure)).AsArray();
    }
}
