using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Judgements;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class ScreeningTests : IDisposable
{
    private static readonly TimeSpan _duration = TimeSpan.FromHours(8);

    private readonly TestDelivery _delivery = new([new("Console", "true")]);

    [Fact]
    public async Task An_alert_that_still_fires_when_its_silence_ends_is_told_then_as_it_is_then()
    {
        Quiet("run-a");
        _delivery.Refit(TestDelivery.Alert("run-a"), TestDelivery.Alert("run-b"));

        await DeliverAllAsync();
        Assert.Equal(["firing run-b It is off."], Told());

        var now = TestDelivery.Alert("run-a", message: "It is far off.");
        _delivery.State.Alerts[now.Id] = now;
        _delivery.Clock.Now += _duration;
        await DeliverAllAsync();

        Assert.Equal(["firing run-b It is off.", "firing run-a It is far off."], Told());
        Assert.Empty(_delivery.State.Outbox);
    }

    [Fact]
    public async Task A_silence_that_is_removed_lets_go_at_once_what_it_held()
    {
        var silence = Quiet("run-a");
        _delivery.Refit(TestDelivery.Alert("run-a"));
        await DeliverAllAsync();
        Assert.Empty(Told());

        _delivery.State.Silences.Remove(silence);
        await DeliverAllAsync();

        Assert.Equal(["firing run-a It is off."], Told());
    }

    [Fact]
    public async Task The_end_of_an_alert_that_nobody_was_told_of_is_not_told()
    {
        Quiet("run-a");
        _delivery.Refit(TestDelivery.Alert("run-a"));
        await DeliverAllAsync();
        _delivery.Clock.Now += TimeSpan.FromHours(1);
        _delivery.Refit(TestDelivery.Alert("run-a", AlertSeverity.Critical));
        _delivery.Clock.Now += TimeSpan.FromHours(1);
        _delivery.Refit(TestDelivery.Alert("run-a", status: AlertStatus.Resolved));
        await DeliverAllAsync();

        _delivery.Clock.Now += _duration;
        await DeliverAllAsync();

        Assert.Empty(Told());
        Assert.Empty(_delivery.State.Outbox);
    }

    [Fact]
    public async Task The_end_of_an_alert_that_was_told_is_told_when_the_silence_ends()
    {
        _delivery.Refit(TestDelivery.Alert("run-a"));
        await DeliverAllAsync();
        Quiet("run-a");
        _delivery.Clock.Now += TimeSpan.FromHours(1);
        _delivery.Refit(TestDelivery.Alert("run-a", status: AlertStatus.Resolved));
        await DeliverAllAsync();
        Assert.Equal(["firing run-a It is off."], Told());

        _delivery.Clock.Now += _duration;
        await DeliverAllAsync();

        Assert.Equal(["firing run-a It is off.", "resolved run-a It is off."], Told());
    }

    [Fact]
    public async Task What_grew_worse_in_silence_is_told_once()
    {
        Quiet("run-a");
        _delivery.Refit(TestDelivery.Alert("run-a"));
        await DeliverAllAsync();
        _delivery.Clock.Now += TimeSpan.FromHours(1);
        _delivery.Refit(TestDelivery.Alert("run-a", AlertSeverity.Critical, message: "Worse."));

        _delivery.Clock.Now += _duration;
        await DeliverAllAsync();

        Assert.Equal(["firing run-a Worse."], Told());
        Assert.Empty(_delivery.State.Outbox);
    }

    [Fact]
    public async Task Receivers_that_forget_are_not_reminded_of_what_is_silenced()
    {
        _delivery.Refit(TestDelivery.Alert("run-a"), TestDelivery.Alert("run-b"));
        Quiet("run-a");

        await _delivery.RemindAsync();
        Assert.Equal(["firing run-b It is off."], Told());

        _delivery.Clock.Now += _duration;
        await _delivery.RemindAsync();
        Assert.Equal(3, Told().Count());
    }

    [Fact]
    public async Task An_acknowledged_alert_is_not_repeated_until_it_grows_worse()
    {
        Evaluate(AlertSeverity.Warning);
        await DeliverAllAsync();
        var alert = Assert.Single(_delivery.State.Alerts.Values);
        _delivery.State.Acknowledgements.Add(
            Acknowledgement.Of(alert, Signature.Of("ada", "on it", _delivery.Clock.Now))
        );

        _delivery.Clock.Now += TimeSpan.FromHours(25);
        Evaluate(AlertSeverity.Warning);
        await DeliverAllAsync();
        Assert.Single(Told());
        Assert.Empty(_delivery.State.Outbox);

        Evaluate(AlertSeverity.Critical);
        _delivery.Clock.Now += TimeSpan.FromHours(25);
        Evaluate(AlertSeverity.Critical);
        await DeliverAllAsync();
        await DeliverAllAsync();
        Assert.Equal(3, Told().Count());
    }

    [Fact]
    public void Only_an_alert_that_fires_can_be_acknowledged() =>
        Assert.Throws<JudgementException>(() =>
            Acknowledgement.Of(
                TestDelivery.Alert(status: AlertStatus.Resolved),
                Signature.Of("ada", "on it", TestDelivery.Start)
            )
        );

    public void Dispose() => _delivery.Dispose();

    private Silence Quiet(string run)
    {
        var silence = Silence.Of(
            "language",
            run,
            "*",
            Signature.Of("ada", "maintenance", _delivery.Clock.Now),
            _duration
        );
        _delivery.State.Silences.Add(silence);
        return silence;
    }

    private void Evaluate(AlertSeverity severity)
    {
        var transitions = AlertLifecycle.Advance(
            _delivery.State.Alerts.Values,
            new AlertEvaluation
            {
                Domain = "language",
                Conditions = [TestDelivery.Alert("run-a", severity).Condition],
                RunData = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["run-a"] = $"{_delivery.Clock.Now}",
                },
                FinishedRuns = new HashSet<string>(StringComparer.Ordinal),
                Counts = true,
                Now = _delivery.Clock.Now,
                Sinks = [_delivery.Sink.Name],
                Repeats = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
                {
                    [_delivery.Sink.Name] = TimeSpan.FromHours(24),
                },
            }
        );
        foreach (var alert in transitions.Alerts)
        {
            _delivery.State.Alerts[alert.Id] = alert;
        }

        foreach (var message in transitions.Messages)
        {
            _delivery.State.Outbox[message.Id] = message;
        }
    }

    /// <summary>Until nothing is due, as the pump does.</summary>
    private async Task DeliverAllAsync()
    {
        while (await _delivery.DeliverAsync() is not (0, 0)) { }
    }

    private IEnumerable<string> Told() =>
        _delivery
            .Log.Where(line => line.StartsWith("Alert ", StringComparison.Ordinal))
            .Select(line =>
            {
                var words = line.Split(' ');
                var run = words[Array.IndexOf(words, "run") + 1].TrimEnd(':');
                var text = line[
                    (line.IndexOf($"{run}: ", StringComparison.Ordinal) + run.Length + 2)..
                ];
                return $"{words[1]} {run} {text[..text.IndexOf(" Cause:", StringComparison.Ordinal)]}";
            });
}
