using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Storage.Tests;

public sealed class StorageServicesTests
{
    [Fact]
    public async Task The_adapters_come_from_configuration()
    {
        using var folder = new TemporaryFolder();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration["Storage:Logs"] = folder.At("in");
        builder.Configuration["Storage:Output"] = folder.At("out");
        builder.Configuration["Storage:State"] = folder.At("state", "state.db");
        builder.AddStorage();
        using var host = builder.Build();

        Assert.Equal(
            $"folder:{folder.At("in")}",
            host.Services.GetRequiredService<IBlobSource>().Container
        );
        Assert.Equal(
            folder.At("out", "a.json"),
            host.Services.GetRequiredService<IBlobSink>().Locate("a.json")
        );
        var ledger = host.Services.GetRequiredService<ILedger>();
        Assert.Equal(0, (await ledger.CountAsync(TestContext.Current.CancellationToken)).Seen);
        Assert.NotNull(host.Services.GetRequiredService<IMonitoringState>());
        Assert.True(File.Exists(folder.At("state", "state.db")));
    }

    [Fact]
    public async Task All_wrong_options_are_named_at_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddStorage(options =>
        {
            options.Logs = "";
            options.Output = "http://127.0.0.1:1/account/container";
            options.ConnectionString = "AccountKey=c2VjcmV0";
            options.State = " ";
        });
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            host.StartAsync(TestContext.Current.CancellationToken)
        );

        Assert.Equal(3, refused.Failures.Count());
        Assert.Contains(
            refused.Failures,
            f => f.StartsWith("Storage:Logs:", StringComparison.Ordinal)
        );
        Assert.Contains(
            refused.Failures,
            f => f.StartsWith("Storage:Output:", StringComparison.Ordinal)
        );
        Assert.Contains(
            refused.Failures,
            f => f.StartsWith("Storage:State:", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("c2VjcmV0", refused.Message, StringComparison.Ordinal);
    }
}
