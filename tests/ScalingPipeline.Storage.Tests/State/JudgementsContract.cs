using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Judgements;
using ScalingPipeline.Runs;
using static ScalingPipeline.Storage.Tests.State.AnalysisSamples;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What every state does with what people said, whatever database it is in.</summary>
public abstract class JudgementsContract : StateContract
{
    private static readonly Signature _signature = Signature.Of("ada", "It's \"known\" *", Time);

    private static Silence Quiet(string run, int hours = 8) =>
        Silence.Of("text", run, null, _signature, TimeSpan.FromHours(hours));

    [Fact]
    public async Task A_silence_comes_back_as_it_was_until_it_is_removed()
    {
        var (shorter, longer) = (Quiet("run-*"), Quiet("%_'", hours: 9));
        await Monitoring.AddSilenceAsync(shorter, Cancelled);
        await Monitoring.AddSilenceAsync(longer, Cancelled);
        await Monitoring.AddSilenceAsync(longer, Cancelled);

        Assert.Equal([longer, shorter], await Monitoring.SilencesAsync(Cancelled));
        Assert.True(await Monitoring.RemoveSilenceAsync(longer.Id, Cancelled));
        Assert.False(await Monitoring.RemoveSilenceAsync(longer.Id, Cancelled));
        Assert.False(await Monitoring.RemoveSilenceAsync("none\0", Cancelled));
        Assert.Equal([shorter], await Monitoring.SilencesAsync(Cancelled));
    }

    [Fact]
    public async Task A_message_is_held_while_its_silence_is_there_and_active()
    {
        var (removed, over) = (Quiet("run-1"), Quiet("run-1", hours: 1));
        await Monitoring.AddSilenceAsync(removed, Cancelled);
        await Monitoring.AddSilenceAsync(over, Cancelled);
        await SaveAsync(
            Outcome(
                Analysis(),
                messages: [Message("a") with { AlertId = "a" }, Message("b"), Message("later", 1)]
            )
        );
        await Monitoring.HoldAsync("a", removed.Id, Cancelled);
        await Monitoring.HoldAsync("b", over.Id, Cancelled);

        Assert.Empty(await DueAsync(minutes: 59));
        Assert.Empty(await Monitoring.DueSinksAsync(Time.AddMinutes(59), LongestWait, Cancelled));
        Assert.Equal(["b"], await DueAsync(minutes: 60));
        await Monitoring.RemoveSilenceAsync(removed.Id, Cancelled);
        Assert.Equal(["a", "b"], await DueAsync(minutes: 60));

        await Monitoring.DropAsync("b", Cancelled);
        await Monitoring.CompleteAsync("a", Cancelled);
        Assert.Equal(["later"], await DueAsync(minutes: 60));
        Assert.Equal(
            [("b", over.Id, MessageFate.Dropped), ("later", null, MessageFate.Waiting)],
            (await Monitoring.MessagesAsync("webhook", "alert-1", Cancelled)).Select(m =>
                (m.Id, m.HeldBy, m.Fate)
            )
        );
        Assert.Equal(
            MessageFate.Delivered,
            Assert.Single(await Monitoring.MessagesAsync("webhook", "a", Cancelled)).Fate
        );
        Assert.Equal(1, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task A_silence_that_is_gone_holds_nothing()
    {
        await SaveAsync(Outcome(Analysis(), messages: [Message("a")]));

        await Monitoring.HoldAsync("a", "gone", Cancelled);

        Assert.Equal(["a"], await DueAsync(minutes: 1));
    }

    [Fact]
    public async Task An_acknowledgement_ends_when_its_alert_grows_worse_or_resolves()
    {
        var warning = Severe(Alert("a"), AlertSeverity.Warning);
        var critical = Severe(Alert("b"), AlertSeverity.Critical);
        await SaveAsync(Outcome(Analysis(), alerts: [warning, critical]));
        await Monitoring.AcknowledgeAsync(Acknowledged(warning), Cancelled);
        await Monitoring.AcknowledgeAsync(Acknowledged(critical), Cancelled);
        await Monitoring.AcknowledgeAsync(Acknowledged(critical), Cancelled);

        await SaveAsync(
            Outcome(
                Analysis(),
                version: 2,
                alerts: [warning, Severe(critical, AlertSeverity.Warning)]
            )
        );
        Assert.Equal(
            [Acknowledged(warning), Acknowledged(critical)],
            await Monitoring.AcknowledgementsAsync(Cancelled)
        );

        await SaveAsync(
            Outcome(
                Analysis(),
                version: 3,
                alerts:
                [
                    Severe(warning, AlertSeverity.Critical),
                    critical with
                    {
                        Status = AlertStatus.Resolved,
                    },
                ]
            )
        );
        Assert.Empty(await Monitoring.AcknowledgementsAsync(Cancelled));
    }

    [Fact]
    public async Task A_mark_stands_until_it_is_cleared_and_each_change_marks_the_domain_as_changed()
    {
        await Ledger.CommitAsync(Entry("a"), Training(steps: [1]), Cancelled);
        await SaveAsync(Outcome(Analysis(), version: 1));

        await Monitoring.MarkAsync(Mark("run-1", RunVerdict.Faulty), Cancelled);
        Assert.Equal([new("text", 2)], await Monitoring.ChangedAsync(Cancelled));
        await Monitoring.MarkAsync(Mark("run-1", RunVerdict.Healthy), Cancelled);
        await Monitoring.MarkAsync(Mark("a'; --", RunVerdict.Faulty), Cancelled);

        Assert.Equal(
            [Mark("a'; --", RunVerdict.Faulty), Mark("run-1", RunVerdict.Healthy)],
            await Monitoring.MarksAsync("text", Cancelled)
        );
        Assert.Equal(2, (await Monitoring.MarksAsync(null, Cancelled)).Count);
        Assert.Empty(await Monitoring.MarksAsync("code", Cancelled));
        Assert.True(await Monitoring.ClearMarkAsync("text", "run-1", Cancelled));
        Assert.Equal([new("text", 5)], await Monitoring.ChangedAsync(Cancelled));
        Assert.False(await Monitoring.ClearMarkAsync("text", "run-1", Cancelled));
        Assert.Equal([new("text", 5)], await Monitoring.ChangedAsync(Cancelled));
    }

    private static RunMark Mark(string run, RunVerdict verdict) =>
        new()
        {
            Domain = "text",
            Run = run,
            Verdict = verdict,
            Author = "ada",
            Comment = "why not",
            At = Time,
        };

    private static AlertRecord Severe(AlertRecord alert, AlertSeverity severity) =>
        alert with
        {
            Condition = alert.Condition with { Severity = severity },
        };

    private static Acknowledgement Acknowledged(AlertRecord alert) =>
        Acknowledgement.Of(alert, _signature);

    private async Task<IEnumerable<string>> DueAsync(int minutes) =>
        (
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(minutes),
                LongestWait,
                10,
                Cancelled
            )
        ).Select(m => m.Id);
}
