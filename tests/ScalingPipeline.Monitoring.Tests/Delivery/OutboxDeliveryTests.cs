using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Tests.Refit;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

public sealed class OutboxDeliveryTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly InMemoryState _state = new();
    private readonly SetClock _clock = new(_start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_taken_to_its_sink_and_done()
    {
        var sink = new ScriptedSink("a");
        Put("m1", "a");

        var (delivered, postponed) = await Delivery(sink).DeliverDueAsync(Cancellation);

        Assert.Equal((1, 0), (delivered, postponed));
        Assert.Equal(["m1"], sink.Taken);
        Assert.Empty(_state.Outbox);
    }

    [Fact]
    public async Task A_dead_sink_keeps_its_messages_and_holds_up_nobody()
    {
        var dead = new ScriptedSink("dead", failures: int.MaxValue);
        var alive = new ScriptedSink("alive");
        Put("m1", "dead");
        Put("m2", "alive");

        var (delivered, postponed) = await Delivery(dead, alive).DeliverDueAsync(Cancellation);

        Assert.Equal((1, 1), (delivered, postponed));
        Assert.Equal(["m2"], alive.Taken);
        var waiting = Assert.Single(_state.Outbox.Values);
        Assert.Equal("m1", waiting.Id);
        Assert.Equal("not now", waiting.LastError);
        Assert.Equal(_start.AddSeconds(15), waiting.NextAttempt);
    }

    [Fact]
    public async Task A_sink_that_fails_once_is_tried_again_at_once()
    {
        var sink = new ScriptedSink("a", failures: 1);
        Put("m1", "a");

        Assert.Equal((1, 0), await Delivery(sink).DeliverDueAsync(Cancellation));
    }

    [Fact]
    public async Task A_message_is_delivered_when_its_sink_comes_back()
    {
        var sink = new ScriptedSink("a", failures: 6);
        var delivery = Delivery(sink);
        Put("m1", "a");
        await delivery.DeliverDueAsync(Cancellation);
        Assert.Equal((0, 0), await delivery.DeliverDueAsync(Cancellation));

        _clock.Now = _start.AddSeconds(15);
        Assert.Equal((0, 1), await delivery.DeliverDueAsync(Cancellation));
        Assert.Equal(_start.AddSeconds(45), Assert.Single(_state.Outbox.Values).NextAttempt);

        _clock.Now = _start.AddSeconds(45);
        Assert.Equal((1, 0), await delivery.DeliverDueAsync(Cancellation));
        Assert.Equal(["m1"], sink.Taken);
    }

    [Fact]
    public async Task After_three_failed_deliveries_a_sink_is_left_alone_for_a_while()
    {
        var sink = new ScriptedSink("a", failures: int.MaxValue);
        for (var i = 0; i < 6; i++)
        {
            Put($"m{i}", "a");
        }

        await Delivery(sink).DeliverDueAsync(Cancellation);

        Assert.Equal(9, sink.Attempts);
        Assert.Equal(6, _state.Outbox.Count);
    }

    [Fact]
    public async Task A_message_to_a_sink_that_is_no_longer_configured_is_kept_and_says_why()
    {
        Put("m1", "gone");

        await Delivery().DeliverDueAsync(Cancellation);

        Assert.Contains(
            "configure it again",
            Assert.Single(_state.Outbox.Values).LastError!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_one_refit_found_in_one_domain_comes_together_up_to_what_a_sink_takes()
    {
        var sink = new ScriptedSink("a", capacity: 20);
        Refit(_start.AddSeconds(-3), Enumerable.Range(0, 30).Select(i => ($"m{i:00}", "language")));
        Refit(_start.AddSeconds(-2), [("other domain", "code")]);
        Refit(_start.AddSeconds(-1), [("later refit", "language")]);
        var unreadable = TestMessages.Of("unreadable", "a", _start.AddSeconds(-1)) with
        {
            Payload = "{",
        };
        _state.Outbox[unreadable.Id] = unreadable;

        Assert.Equal((32, 1), await Delivery(sink).DeliverDueAsync(Cancellation));

        Assert.Equal([20, 10, 1, 1], sink.Notices.Select(n => n.Entries.Count));
        Assert.Equal("m00", sink.Notices[0].Entries[0].MessageId);
        Assert.Equal(4, sink.Notices.Select(n => n.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal("unreadable", Assert.Single(_state.Outbox.Values).Id);
    }

    [Fact]
    public async Task One_message_that_is_not_taken_keeps_back_neither_its_group_nor_others()
    {
        var sink = new ScriptedSink("a", capacity: 20, refused: "m2");
        Refit(_start, Enumerable.Range(0, 10).Select(i => ($"m{i}", "language")));
        Refit(_start, [("other", "code")]);

        Assert.Equal((10, 1), await Delivery(sink).DeliverDueAsync(Cancellation));

        Assert.Equal("m2", Assert.Single(_state.Outbox.Values).Id);
        Assert.Equal(12, sink.Attempts);
    }

    [Fact]
    public async Task A_group_that_was_not_taken_stays_one()
    {
        var sink = new ScriptedSink("a", failures: 3, capacity: 20);
        var delivery = Delivery(sink);
        Refit(_start, [("m1", "language"), ("m2", "language")]);

        Assert.Equal((0, 2), await delivery.DeliverDueAsync(Cancellation));
        _clock.Now = _start.AddSeconds(15);
        Assert.Equal((2, 0), await delivery.DeliverDueAsync(Cancellation));

        Assert.Equal(2, Assert.Single(sink.Notices).Entries.Count);
    }

    [Fact]
    public void The_wait_doubles_up_to_an_hour()
    {
        var options = new DeliveryOptions();

        Assert.Equal(TimeSpan.FromSeconds(15), DeliveryBackoff.After(0, options));
        Assert.Equal(TimeSpan.FromSeconds(60), DeliveryBackoff.After(2, options));
        Assert.Equal(TimeSpan.FromHours(1), DeliveryBackoff.After(50, options));
    }

    private OutboxDelivery Delivery(params IAlertSink[] sinks) =>
        new(
            _state,
            InMemoryLeases.Sections(),
            sinks,
            Options.Create(new DeliveryOptions { RetryDelay = TimeSpan.Zero }),
            _clock,
            NullLogger<OutboxDelivery>.Instance
        );

    private void Put(string id, string sink) =>
        _state.Outbox[id] = TestMessages.Of(id, sink, _start.AddSeconds(-_state.Outbox.Count));

    private void Refit(DateTimeOffset at, IEnumerable<(string Id, string Domain)> messages)
    {
        foreach (var (id, domain) in messages)
        {
            _state.Outbox[id] = TestMessages.Of(id, "a", at) with
            {
                Payload = AlertJson.Serialize(TestDelivery.Alert(domain: domain)),
            };
        }
    }

    private sealed class ScriptedSink(
        string name,
        int failures = 0,
        int capacity = 1,
        string refused = ""
    ) : IAlertSink
    {
        public string Name => name;

        public int Capacity => capacity;

        public List<AlertNotice> Notices { get; } = [];

        public int Attempts { get; private set; }

        public List<string> Taken { get; } = [];

        public Task SendAsync(AlertNotice notice, CancellationToken cancellationToken)
        {
            if (Attempts++ < failures)
            {
                throw new IOException("not now");
            }

            if (notice.Entries.Any(e => e.MessageId == refused))
            {
                throw new SinkRefusedException("Not this.") { BlamesContent = true };
            }

            Taken.Add(notice.Id);
            Notices.Add(notice);
            return Task.CompletedTask;
        }
    }
}
