using Azure.Storage.Blobs;
using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.EndToEnd;

/// <summary>The same logs through a real blob server give the same laws as through a folder.</summary>
public sealed class AzureTests(AzuriteServer azurite) : IClassFixture<AzuriteServer>
{
    [Fact]
    public async Task Logs_in_a_container_give_the_laws_of_the_same_logs_in_a_folder()
    {
        var container = await azurite.NewContainerOrSkipAsync();
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
        await UploadAsync(container, logs);
        var environment = new Dictionary<string, string>
        {
            ["AZURE_STORAGE_CONNECTION_STRING"] = container.ConnectionString,
        };

        await Cli.JsonAsync("ingest", logs, "--data", folder.At("local"));
        var ingested = await Cli.RunWithAsync(
            environment,
            "ingest",
            container.Url,
            "--data",
            folder.At("azure"),
            "--json"
        );
        Assert.True(ingested.ExitCode == 0, ingested.Error);
        await Cli.JsonAsync("refit", "--data", folder.At("local"));
        await Cli.JsonAsync("refit", "--data", folder.At("azure"));

        Assert.Equal(
            (await Cli.RunAsync("laws", "--json", "--data", folder.At("local"))).Output,
            (await Cli.RunAsync("laws", "--json", "--data", folder.At("azure"))).Output
        );
        var alert = Assert.Single(
            (await Cli.JsonAsync("alerts", "--data", folder.At("azure"))).AsArray()
        );
        Assert.Equal("unit-mismatch", (string)alert!["code"]!);
    }

    private static async Task UploadAsync(AzuriteContainer container, string folder)
    {
        var name = new Uri(container.Url).Segments[^1].Trim('/');
        var client = new BlobContainerClient(container.ConnectionString, name);
        await client.CreateIfNotExistsAsync();
        await Parallel.ForEachAsync(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories),
            TestContext.Current.CancellationToken,
            async (file, cancelled) =>
            {
                var blob = client.GetBlobClient(
                    Path.GetRelativePath(folder, file).Replace('\\', '/')
                );
                await blob.UploadAsync(file, overwrite: true, cancelled);
            }
        );
    }
}
