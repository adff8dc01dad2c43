using ScalingPipeline.Testing;
using ScalingPipeline.Worker.Tests.Support;

namespace ScalingPipeline.Worker.Tests.Web;

public sealed class MetricsTests
{
    [Fact]
    public async Task The_state_is_shown_in_the_text_format_of_prometheus()
    {
        using var folder = new TemporaryFolder();
        var logs = Directory.CreateDirectory(folder.At("logs")).FullName;
        await using var service = await Service.StartAsync(folder.At("data"), logs);

        await Eventually.TrueAsync(async () =>
            (await service.GetAsync("/metrics")).Contains(
                "scaling_pipeline_ledger_blobs",
                StringComparison.Ordinal
            )
        );

        var text = await service.GetAsync("/metrics");
        Assert.Contains("# TYPE scaling_pipeline_ledger_blobs gauge", text);
        Assert.Contains("state=\"quarantined\"", text);
        Assert.Contains("scaling_pipeline_outbox_waiting", text);
    }
}
