using System.Text.Json;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;

namespace ScalingPipeline.Monitoring.Tests.Alerts;

public sealed class AlertJsonTests
{
    private static readonly AlertRecord _alert = new()
    {
        Id = "0123456789abcdef",
        Condition = AlertLifecycleTests.Condition() with
        {
            Interval = new Interval(0.95, 1.4, 1.6),
            SinceStep = 161,
        },
        Status = AlertStatus.Firing,
        Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        Updated = new(2026, 3, 1, 12, 5, 0, TimeSpan.Zero),
    };

    [Fact]
    public void The_fields_are_those_of_the_contract()
    {
        using var json = JsonDocument.Parse(AlertJson.Serialize(_alert));
        var root = json.RootElement;

        Assert.Equal("0123456789abcdef", root.GetProperty("id").GetString());
        Assert.Equal("run-a", root.GetProperty("run").GetString());
        Assert.Equal("language", root.GetProperty("domain").GetString());
        Assert.Equal("training-off-trend", root.GetProperty("code").GetString());
        Assert.Equal("warning", root.GetProperty("severity").GetString());
        Assert.Equal("firing", root.GetProperty("status").GetString());
        Assert.Equal(1.5, root.GetProperty("expected").GetDouble());
        Assert.Equal(2, root.GetProperty("observed").GetDouble());
        Assert.Equal(1.4, root.GetProperty("interval").GetProperty("low").GetDouble());
        Assert.Equal("2026-03-01T12:00:00+00:00", root.GetProperty("since").GetString());
        Assert.Equal("It is off.", root.GetProperty("message").GetString());
        Assert.Equal(161, root.GetProperty("sinceStep").GetInt64());
        Assert.Equal("Cause open.", root.GetProperty("cause").GetString());
    }

    [Fact]
    public void What_was_written_is_read_back_the_same()
    {
        Assert.Equal(AlertDocument.Of(_alert), AlertJson.Parse(AlertJson.Serialize(_alert)));
    }

    [Fact]
    public void Several_alerts_are_one_array()
    {
        using var json = JsonDocument.Parse(AlertJson.SerializeAll([_alert, _alert]));

        Assert.Equal(2, json.RootElement.GetArrayLength());
    }
}
