using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Delivery.Receivers;

namespace ScalingPipeline.Monitoring.Tests.Delivery;

/// <summary>What holds for every sink with somebody at the other end.</summary>
public abstract class SinkContract : IAsyncDisposable
{
    private static readonly TimeSpan _backoff = TimeSpan.FromSeconds(15);

    protected abstract IReceiver Receiver { get; }

    /// <summary>Below <c>Monitoring:Delivery</c>.</summary>
    protected abstract Dictionary<string, string?> Settings { get; }

    /// <summary>What must not be shown to anybody.</summary>
    protected abstract IReadOnlyList<string> Secrets { get; }

    /// <summary>For how long a busy receiver wants to be left alone; null where its protocol cannot say so.</summary>
    protected virtual TimeSpan? Pause => TimeSpan.FromSeconds(90);

    /// <summary>Whether its protocol tells a notice that comes again from a new one.</summary>
    protected virtual bool KnowsRepetitions => true;

    public virtual async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_fires_and_what_resolves_is_taken()
    {
        using var delivery = new TestDelivery(Settings);

        delivery.Refit(TestDelivery.Alert());
        Assert.Equal((1, 0), await delivery.DeliverAsync());
        delivery.Clock.Now += TimeSpan.FromHours(1);
        delivery.Refit(TestDelivery.Alert(status: AlertStatus.Resolved));
        Assert.Equal((1, 0), await delivery.DeliverAsync());

        Assert.Empty(delivery.State.Outbox);
        Assert.NotEmpty(Receiver.Taken);
        Assert.Empty(Receiver.Broken);
    }

    [Theory]
    [InlineData(ReceiverMood.Dead)]
    [InlineData(ReceiverMood.Lying)]
    [InlineData(ReceiverMood.Babbling)]
    [InlineData(ReceiverMood.Redirecting)]
    public async Task A_receiver_that_does_not_take_it_loses_nothing_and_learns_no_secret_to_tell(
        ReceiverMood mood
    )
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());

        Receiver.Mood = mood;
        Assert.Equal((0, 1), await delivery.DeliverAsync());
        Assert.Empty(Receiver.Taken);
        var waiting = Assert.Single(delivery.State.Outbox.Values);
        Assert.Equal(TestDelivery.Start + _backoff, waiting.NextAttempt);
        Assert.All(
            Secrets,
            secret =>
            {
                Assert.DoesNotContain(
                    secret,
                    waiting.LastError!,
                    StringComparison.OrdinalIgnoreCase
                );
                Assert.DoesNotContain(
                    delivery.Log,
                    line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)
                );
            }
        );

        Receiver.Mood = ReceiverMood.Well;
        delivery.Clock.Now += _backoff;
        Assert.Equal((1, 0), await delivery.DeliverAsync());
        Assert.Single(Receiver.Distinct);
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_loses_nothing()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        await Receiver.DisposeAsync();

        Assert.Equal((0, 1), await delivery.DeliverAsync());
        Assert.Single(delivery.State.Outbox);
    }

    [Fact]
    public async Task A_receiver_that_never_answers_keeps_nobody_waiting_longer_than_the_timeout()
    {
        var settings = Settings;
        settings["Timeout"] = "00:00:00.300";
        using var delivery = new TestDelivery(settings);
        delivery.Refit(TestDelivery.Alert());

        Receiver.Mood = ReceiverMood.Silent;

        Assert.Equal((0, 1), await delivery.DeliverAsync());
        Assert.Single(delivery.State.Outbox);
        Assert.Empty(Receiver.Taken);
    }

    [Fact]
    public async Task A_busy_receiver_is_left_alone_for_as_long_as_it_says_and_then_told_everything()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert("run-a"), TestDelivery.Alert("run-b", domain: "code"));

        Receiver.Mood = ReceiverMood.Busy;
        Assert.Equal((0, 2), await delivery.DeliverAsync());
        Assert.All(
            delivery.State.Outbox.Values,
            m => Assert.Equal(TestDelivery.Start + (Pause ?? _backoff), m.NextAttempt)
        );
        Assert.Equal(Pause is null ? 2 : 1, Receiver.Asked);

        Receiver.Mood = ReceiverMood.Well;
        delivery.Clock.Now += Pause ?? _backoff;
        Assert.Equal((2, 0), await delivery.DeliverAsync());
        Assert.Contains(Receiver.Taken, t => t.Contains("run-a", StringComparison.Ordinal));
        Assert.Contains(Receiver.Taken, t => t.Contains("run-b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_notice_whose_taking_was_not_noted_comes_again_as_the_same_one()
    {
        using var delivery = new TestDelivery(Settings);
        delivery.Refit(TestDelivery.Alert());
        await delivery.DeliverAsync();

        delivery.Refit(TestDelivery.Alert());
        Assert.Equal((1, 0), await delivery.DeliverAsync());

        Assert.Equal(KnowsRepetitions ? 1 : 2, Receiver.Distinct.Count);
    }

    [Fact]
    public async Task A_hundred_long_alerts_with_hostile_names_are_taken_within_the_limits()
    {
        using var delivery = new TestDelivery(Settings);
        var alerts = Enumerable
            .Range(0, 100)
            .Select(i =>
                TestDelivery.Alert(
                    $"run-{i:000} <!channel> <b>&amp; *x* [a](http://b) \"q\" \\ \r\nBcc: eve@example.org",
                    message: new string('x', 5000) + "😀"
                )
            );
        delivery.Refit([.. alerts]);

        var outcome = await delivery.DeliverAsync();
        Assert.Empty(delivery.State.Outbox.Values.Select(m => m.LastError));
        Assert.Equal((100, 0), outcome);
        Assert.Empty(Receiver.Broken);

        var taken = string.Join('\n', Receiver.Taken);
        Assert.All(
            Enumerable.Range(0, 100),
            i => Assert.Contains($"run-{i:000}", taken, StringComparison.Ordinal)
        );
    }
}
