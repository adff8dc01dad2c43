using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Ingestion.Queues;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.AzureQueues;
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
        Assert.Null(host.Services.GetService<IWorkQueue>());
    }

    [Theory]
    [InlineData("https://mine.queue.core.windows.net/work-1")]
    [InlineData("https://mine.queue.core.windows.net/work-1?sv=2023-08-03&sp=raup&sig=c2VjcmV0")]
    [InlineData("work-1")]
    public async Task A_work_queue_is_there_where_one_is_named(string queue)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration["Storage:Logs"] = "https://mine.blob.core.windows.net/logs";
        builder.Configuration["Storage:Queue"] = queue;
        builder.Configuration["Ingestion:Queue:HiddenFor"] = "00:03:00";
        builder.AddStorage(options => options.ConnectionString = "");
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);

        var opened = Assert.IsType<AzureWorkQueue>(host.Services.GetService<IWorkQueue>());

        Assert.Equal("https://mine.queue.core.windows.net/work-1", opened.Location);
    }

    [Theory]
    [InlineData("Work", "is no name of a queue")]
    [InlineData("w", "is no name of a queue")]
    [InlineData("work--1", "is no name of a queue")]
    [InlineData("work-1", "has no account")]
    [InlineData("http://127.0.0.1:1/account/work", "No credentials fit")]
    [InlineData("https://", "cannot be read as a URL")]
    [InlineData("https://mine.queue.core.windows.net/?sig=c2VjcmV0", "is no name of a queue")]
    public async Task A_queue_that_cannot_be_opened_is_one_sentence_at_start(
        string queue,
        string sentence
    )
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.AddStorage(options => (options.Queue, options.ConnectionString) = (queue, ""));
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            host.StartAsync(TestContext.Current.CancellationToken)
        );

        var fault = Assert.Single(refused.Failures);
        Assert.StartsWith("Storage:Queue: ", fault, StringComparison.Ordinal);
        Assert.Contains(sentence, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", fault, StringComparison.Ordinal);
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
