using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NSubstitute;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Nightly;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Snapshots;
using ScalingPipeline.Monitoring.Tests.Refit;

namespace ScalingPipeline.Monitoring.Tests;

public sealed class MonitoringServicesTests
{
    [Fact]
    public void Everything_resolves_from_an_empty_configuration()
    {
        using var services = Services([]);

        Assert.NotNull(services.GetRequiredService<RefitService>());
        Assert.NotNull(services.GetRequiredService<OutboxDelivery>());
        Assert.NotNull(services.GetRequiredService<NightlyRun>());
        Assert.Equal(["console", "blobs"], services.GetServices<IAlertSink>().Select(s => s.Name));
    }

    [Fact]
    public void Webhooks_come_from_the_configuration()
    {
        using var services = Services(
            new()
            {
                ["Monitoring:Delivery:Console"] = "false",
                ["Monitoring:Delivery:Webhooks:0:Name"] = "ops",
                ["Monitoring:Delivery:Webhooks:0:Url"] = "https://example.com/hook",
            }
        );

        Assert.Equal(
            ["blobs", "webhook-ops"],
            services.GetServices<IAlertSink>().Select(s => s.Name)
        );
    }

    [Theory]
    [InlineData("Monitoring:Nightly:TimeZone", "Mars/Olympus", "TimeZone 'Mars/Olympus'")]
    [InlineData("Monitoring:Nightly:Time", "25:00", "write it as HH:mm")]
    [InlineData("Monitoring:Nightly:Cron", "every day", "not a Quartz cron expression")]
    public void A_wrong_nightly_option_is_one_clear_sentence(string key, string value, string part)
    {
        using var services = Services(new() { [key] = value });

        var failure = Assert.Throws<OptionsValidationException>(() =>
            services.GetRequiredService<IOptions<NightlyOptions>>().Value
        );

        Assert.Contains(part, Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_wrong_webhook_is_listed()
    {
        using var services = Services(
            new()
            {
                ["Monitoring:Delivery:Webhooks:0:Name"] = "a b",
                ["Monitoring:Delivery:Webhooks:0:Url"] = "https://example.com",
                ["Monitoring:Delivery:Webhooks:1:Name"] = "c",
                ["Monitoring:Delivery:Webhooks:1:Url"] = "ftp://example.com",
            }
        );

        var failure = Assert.Throws<OptionsValidationException>(() =>
            services.GetRequiredService<IOptions<DeliveryOptions>>().Value
        );

        Assert.Equal(2, failure.Failures.Count());
    }

    private static ServiceProvider Services(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IMonitoringState>(new InMemoryState());
        services.AddSingleton<ILeases>(new InMemoryLeases());
        services.AddSingleton(Substitute.For<IDomainFacts>());
        services.AddSingleton(Substitute.For<INightlyReport>());
        services.AddSingleton(Substitute.For<IBlobSink>());
        services.AddMonitoring(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return services.BuildServiceProvider();
    }
}
