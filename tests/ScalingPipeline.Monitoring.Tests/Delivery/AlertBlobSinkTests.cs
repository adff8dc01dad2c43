using NSubstitute;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class AlertBlobSinkTests
{
    [Fact]
    public async Task An_alert_is_one_blob_by_utc_date_id_and_status()
    {
        var blobs = Substitute.For<IBlobSink>();
        var sink = new AlertBlobSink(blobs);

        await sink.SendAsync(
            new AlertNotice([new NoticeEntry("m1", AlertDocument.Of(TestMessages.Alert))]),
            TestContext.Current.CancellationToken
        );

        await blobs
            .Received(1)
            .WriteAsync(
                "alerts/2026-03-02/0123456789abcdef-firing.json",
                Arg.Any<Func<Stream, CancellationToken, Task>>(),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public void No_id_can_leave_the_folder()
    {
        var alert = AlertDocument.Of(TestMessages.Alert) with { Id = "../../etc/passwd" };

        var parts = AlertBlobSink.NameOf(alert).Split('/');

        Assert.Equal(3, parts.Length);
        Assert.DoesNotContain("..", parts);
    }
}
