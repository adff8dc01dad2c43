using ScalingPipeline.Ingestion.Contributions;
using ScalingPipeline.Ingestion.Leases;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Delivery;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Storage.State.Leases;
using ScalingPipeline.Storage.State.Monitoring;
using static ScalingPipeline.Storage.Tests.State.AnalysisSamples;
using static ScalingPipeline.Storage.Tests.State.Samples;

namespace ScalingPipeline.Storage.Tests.State;

/// <summary>What every monitoring state does, whatever database it is in.</summary>
public abstract class MonitoringStateContract : StateContract
{
    [Fact]
    public async Task An_empty_state_knows_nothing()
    {
        Assert.Empty(await Monitoring.DomainsAsync(Cancelled));
        Assert.Empty(await Monitoring.ChangedAsync(Cancelled));
        Assert.Empty(await Monitoring.AnalysesAsync(null, Cancelled));
        Assert.Empty(await Monitoring.AlertsAsync(includeResolved: true, Cancelled));
        Assert.Empty(
            await Monitoring.DueMessagesAsync("webhook", Time, LongestWait, 10, Cancelled)
        );
        Assert.Equal(0, await Monitoring.WaitingMessagesAsync(Cancelled));
        Assert.Null(await Monitoring.AnalysisBeforeAsync("text", Time, Cancelled));
        var (version, contributions) = await Monitoring.ContributionsAsync("text", Cancelled);
        Assert.Equal(0, version);
        Assert.Empty(contributions);
    }

    [Fact]
    public async Task Arrivals_are_when_each_version_of_a_runs_blobs_was_first_seen_whatever_became_of_it()
    {
        await Ledger.CommitAsync(
            Of("B", Entry("z", version: 3)),
            Training(run: "B", steps: [1]),
            Cancelled
        );
        await Ledger.CommitAsync(Of("a", Entry("y")), Training(run: "a", steps: [1]), Cancelled);
        await Ledger.CommitAsync(
            Of("a", Entry("y", version: 4)),
            Training(run: "a", steps: [1, 2]),
            Cancelled
        );
        await Ledger.RecordAsync(
            [
                Of("a", Entry("x", version: 2, BlobState.InProgress)),
                Of("a", Entry("w", version: 2, BlobState.InProgress)),
                Entry("foreign", version: 9, BlobState.Foreign) with
                {
                    Domain = null,
                    Run = null,
                },
            ],
            Cancelled
        );

        var arrivals = await Monitoring.ArrivalsAsync("text", Cancelled);

        Assert.Equal(["B", "a"], arrivals.Select(a => a.Run));
        Assert.Equal([Entry("z", version: 3).FirstSeen], arrivals[0].Times);
        Assert.Equal(
            [
                Entry("y").FirstSeen,
                Entry("x", version: 2).FirstSeen,
                Entry("y", version: 4).FirstSeen,
            ],
            arrivals[1].Times
        );
        Assert.Empty(await Monitoring.ArrivalsAsync("code", Cancelled));

        static LedgerEntry Of(string run, LedgerEntry entry) =>
            entry with
            {
                Domain = "text",
                Run = run,
            };
    }

    [Fact]
    public async Task Contributions_come_by_run_group_and_name_with_the_hash_of_their_content()
    {
        await Ledger.CommitAsync(Entry("z"), Training(run: "a", steps: [1]), Cancelled);
        await Ledger.CommitAsync(Entry("y"), Training(run: "a", steps: [2]), Cancelled);
        await Ledger.CommitAsync(Entry("x"), Metadata(run: "a"), Cancelled);
        await Ledger.CommitAsync(Entry("w"), Training(run: "B", steps: [3]), Cancelled);
        await Ledger.CommitAsync(Entry("v"), Training("code", "a", 4), Cancelled);

        var (version, contributions) = await Monitoring.ContributionsAsync("text", Cancelled);

        Contribution[] expected =
        [
            Training(run: "B", steps: [3]),
            Metadata(run: "a"),
            Training(run: "a", steps: [2]),
            Training(run: "a", steps: [1]),
        ];
        Assert.Equal(4, version);
        Assert.Equal(
            expected.Select(c => ContributionCodec.Hash(c)),
            contributions.Select(c => c.ContentHash)
        );
        Assert.Equal(
            expected.Select(c => Convert.ToHexString(ContributionCodec.Encode(c))),
            contributions.Select(c => Convert.ToHexString(ContributionCodec.Encode(c.Contribution)))
        );
    }

    [Fact]
    public async Task A_domain_is_changed_until_the_version_that_it_has_is_refitted()
    {
        await Ledger.CommitAsync(Entry("b"), Training("text", "run-1", 1), Cancelled);
        await Ledger.CommitAsync(Entry("a"), Training("code", "run-1", 1), Cancelled);
        Assert.Equal(["code", "text"], await ChangedAsync());

        var (read, _) = await Monitoring.ContributionsAsync("text", Cancelled);
        await Ledger.CommitAsync(Entry("c"), Training("text", "run-1", 2), Cancelled);
        await SaveAsync(Outcome(Analysis(), read));
        Assert.Equal(["code", "text"], await ChangedAsync());

        await SaveAsync(Outcome(Analysis(), read + 1));
        await SaveAsync(Outcome(Analysis(), read));

        Assert.Equal(["code"], await ChangedAsync());
        Assert.Equal(
            ["code", "text"],
            (await Monitoring.DomainsAsync(Cancelled)).Select(d => d.Domain)
        );
    }

    [Fact]
    public async Task A_domain_that_lost_its_last_log_is_one_until_it_is_refitted()
    {
        await Ledger.CommitAsync(Entry("a", 1), Training(steps: [1]), Cancelled);
        await SaveAsync(Outcome(Analysis(), version: 1));

        await Ledger.RecordAsync([Entry("a", 2, BlobState.Quarantined)], Cancelled);

        Assert.Equal(["text"], await ChangedAsync());
        Assert.Equal([new("text", 2)], await Monitoring.DomainsAsync(Cancelled));
        await SaveAsync(Outcome(Analysis(), version: 2));
        Assert.Empty(await ChangedAsync());
        Assert.Empty(await Monitoring.DomainsAsync(Cancelled));
    }

    [Fact]
    public async Task An_analysis_comes_back_to_the_last_bit()
    {
        var analysis = Analysis();

        await SaveAsync(Outcome(analysis));

        var stored = Assert.Single(await Monitoring.AnalysesAsync("text", Cancelled));
        Assert.Equal(Time, stored.At);
        Assert.Equal(StoredJson.Write(analysis), StoredJson.Write(stored.Analysis));
        Assert.Equal(analysis.Remarks, stored.Analysis.Remarks);
        Assert.Equal(
            analysis
                .Laws[0]
                .Parameters.Select(p => (p.Key, BitConverter.DoubleToInt64Bits(p.Value))),
            stored
                .Analysis.Laws[0]
                .Parameters.Select(p => (p.Key, BitConverter.DoubleToInt64Bits(p.Value)))
        );
        Assert.Equal(analysis.Laws[0].Covariance[0], stored.Analysis.Laws[0].Covariance[0]);
        Assert.Equal(analysis.Laws[0].Intervals, stored.Analysis.Laws[0].Intervals);
        Assert.Equal(analysis.Laws[0].Observations, stored.Analysis.Laws[0].Observations);
        Assert.Equal(analysis.Conditions, stored.Analysis.Conditions);
        Assert.Equal(analysis.Runs[0].Forecast, stored.Analysis.Runs[0].Forecast);
        Assert.Equal(double.Epsilon, stored.Analysis.Runs[0].StandardError);
    }

    [Fact]
    public async Task A_refit_that_says_the_same_is_not_stored_again()
    {
        await SaveAsync(Outcome(Analysis(), minute: 1));
        await SaveAsync(Outcome(Analysis(), minute: 2));

        var stored = Assert.Single(await Monitoring.AnalysesAsync(null, Cancelled));

        Assert.Equal(Time.AddMinutes(1), stored.At);
    }

    [Fact]
    public async Task Analyses_are_kept_so_that_last_nights_can_be_compared()
    {
        await SaveAsync(Outcome(Analysis(snapshot: "one"), minute: 1));
        await SaveAsync(Outcome(Analysis(snapshot: "two"), minute: 2));
        await SaveAsync(Outcome(Analysis(snapshot: "one"), minute: 3));
        await SaveAsync(Outcome(Analysis("code"), minute: 4));

        Assert.Null(await BeforeAsync(1));
        Assert.Equal("one", await BeforeAsync(2));
        Assert.Equal("two", await BeforeAsync(3));
        Assert.Equal("one", await BeforeAsync(4));
        var newest = await Monitoring.AnalysesAsync(null, Cancelled);
        Assert.Equal(
            [("code", "snapshot-1"), ("text", "one")],
            newest.Select(a => (a.Analysis.Domain, a.Analysis.Snapshot))
        );
        Assert.Single(await Monitoring.AnalysesAsync("code", Cancelled));
    }

    [Fact]
    public async Task An_alert_moves_on_under_its_id_and_resolved_ones_come_on_request()
    {
        await SaveAsync(Alert("a", AlertStatus.Pending, 1), Alert("b", AlertStatus.Firing, 2));
        await SaveAsync(Alert("a", AlertStatus.Resolved, 1), Alert("c", AlertStatus.Pending, 3));

        Assert.Equal(
            [Alert("c", AlertStatus.Pending, 3), Alert("b", AlertStatus.Firing, 2)],
            await Monitoring.AlertsAsync(includeResolved: false, Cancelled)
        );
        var all = await Monitoring.AlertsAsync(includeResolved: true, Cancelled);
        Assert.Equal(["c", "b", "a"], all.Select(a => a.Id));
        Assert.Equal(Alert("a", AlertStatus.Resolved, 1), all[^1]);
    }

    [Fact]
    public async Task A_message_dated_by_a_clock_that_was_ahead_does_not_wait_for_that_time()
    {
        await SaveAsync(Message("ahead", 14 * 60));

        var due = await Monitoring.DueMessagesAsync("webhook", Time, LongestWait, 10, Cancelled);

        Assert.Equal("ahead", Assert.Single(due).Id);
        Assert.Equal(["webhook"], await Monitoring.DueSinksAsync(Time, LongestWait, Cancelled));
    }

    [Fact]
    public async Task A_message_waits_until_it_is_due_and_comes_until_it_is_done()
    {
        var late = Message("late", 2) with { AlertId = "another" };
        await SaveAsync(late, Message("early", 1), Message("future", 9));

        var due = await Monitoring.DueMessagesAsync(
            "webhook",
            Time.AddMinutes(2),
            LongestWait,
            10,
            Cancelled
        );
        Assert.Equal([Message("early", 1), late], due);
        Assert.Single(
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(9),
                LongestWait,
                1,
                Cancelled
            )
        );

        await Monitoring.PostponeAsync("early", Time.AddMinutes(5), "refused: 503 \0", Cancelled);
        await Monitoring.CompleteAsync("late", Cancelled);

        Assert.Empty(
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(4),
                LongestWait,
                10,
                Cancelled
            )
        );
        var again = Assert.Single(
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(5),
                LongestWait,
                10,
                Cancelled
            )
        );
        Assert.Equal("early", again.Id);
        Assert.Equal(1, again.Attempts);
        Assert.Equal("refused: 503 \uFFFD", again.LastError);
        Assert.Equal(2, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task A_refit_that_was_overtaken_by_a_newer_one_leaves_nothing()
    {
        var newer = AnalysisSamples.Analysis();
        var older = newer with { Snapshot = "older" };
        await SaveAsync(AnalysisSamples.Outcome(newer, version: 2));

        await SaveAsync(AnalysisSamples.Outcome(older, version: 1, messages: [Message("stale")]));

        var stored = Assert.Single(await Monitoring.AnalysesAsync(newer.Domain, Cancelled));
        Assert.Equal(newer.Snapshot, stored.Analysis.Snapshot);
        Assert.Equal(0, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task What_an_alert_became_later_is_not_told_before_what_it_was()
    {
        await SaveAsync(Message("firing", 1), Message("resolved", 2));
        await Monitoring.PostponeAsync("firing", Time.AddMinutes(5), "refused", Cancelled);

        Assert.Empty(
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(3),
                LongestWait,
                10,
                Cancelled
            )
        );

        await Monitoring.CompleteAsync("firing", Cancelled);
        var next = Assert.Single(
            await Monitoring.DueMessagesAsync(
                "webhook",
                Time.AddMinutes(3),
                LongestWait,
                10,
                Cancelled
            )
        );
        Assert.Equal("resolved", next.Id);
    }

    [Fact]
    public async Task A_message_that_was_delivered_is_not_sent_again_by_a_repeated_refit()
    {
        await SaveAsync(Message("once"));
        await Monitoring.CompleteAsync("once", Cancelled);

        await SaveAsync(Message("once"));

        Assert.Equal(0, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    [Fact]
    public async Task A_repeated_refit_does_not_reset_a_postponed_message()
    {
        await SaveAsync(Message("slow"));
        await Monitoring.PostponeAsync("slow", Time.AddHours(1), "timeout", Cancelled);

        await SaveAsync(Message("slow"));

        Assert.Empty(
            await Monitoring.DueMessagesAsync("webhook", Time, LongestWait, 10, Cancelled)
        );
    }

    [Fact]
    public async Task A_night_is_given_to_one_caller()
    {
        var monitoring = new[]
        {
            new SqlMonitoringState(Opened()),
            new SqlMonitoringState(Opened()),
        };
        var claims = 0;

        await Parallel.ForAsync(
            0,
            16,
            Cancelled,
            async (i, cancellationToken) =>
            {
                if (
                    await monitoring[i % 2]
                        .TryClaimNightAsync(Night, Time, Stale, cancellationToken)
                    is not null
                )
                {
                    Interlocked.Increment(ref claims);
                }
            }
        );

        Assert.Equal(1, claims);
        Assert.NotNull(
            await Monitoring.TryClaimNightAsync(Night.AddDays(1), Time, Stale, Cancelled)
        );
    }

    [Fact]
    public async Task A_night_whose_worker_died_is_given_anew_and_a_finished_one_never()
    {
        Assert.NotNull(await ClaimAsync(Time));
        Assert.Null(await ClaimAsync(Time + Stale));

        var later = Time + Stale + TimeSpan.FromTicks(1);
        var claim = await ClaimAsync(later);
        Assert.NotNull(claim);
        Assert.Null(await ClaimAsync(later));

        Assert.True(await Monitoring.CompleteNightAsync(claim, later, Cancelled));
        Assert.Null(await ClaimAsync(later + (2 * Stale)));
    }

    [Fact]
    public async Task A_claim_that_was_given_to_another_does_not_complete_their_night()
    {
        var slow = (await ClaimAsync(Time))!;
        var later = Time + Stale + TimeSpan.FromTicks(1);
        var current = (await ClaimAsync(later))!;

        Assert.False(await Monitoring.CompleteNightAsync(slow, later, Cancelled));

        Assert.NotNull(await ClaimAsync(later + Stale + TimeSpan.FromTicks(1)));
        Assert.False(await Monitoring.CompleteNightAsync(current, later, Cancelled));
    }

    [Fact]
    public async Task Sinks_with_messages_due_are_named_and_each_gets_its_own()
    {
        await SaveAsync(
            Message("a", 1) with
            {
                Sink = "console",
            },
            Message("b", 2),
            Message("c", 9) with
            {
                Sink = "later",
            }
        );

        Assert.Equal(
            ["console", "webhook"],
            await Monitoring.DueSinksAsync(Time.AddMinutes(3), LongestWait, Cancelled)
        );
        var due = await Monitoring.DueMessagesAsync(
            "console",
            Time.AddMinutes(3),
            LongestWait,
            10,
            Cancelled
        );
        Assert.Equal("a", Assert.Single(due).Id);
    }

    [Fact]
    public async Task A_refit_whose_lease_was_taken_over_stores_nothing()
    {
        var lease = (await Leases.TryTakeAsync("refit:text", TimeSpan.FromHours(1), Cancelled))!;
        await Leases.ReleaseAsync(lease, Cancelled);
        await new SqlLeases(Opened()).TryTakeAsync("refit:text", TimeSpan.FromHours(1), Cancelled);

        await Assert.ThrowsAsync<LeaseLostException>(() =>
            Monitoring.SaveAsync(
                Outcome(Analysis(), alerts: [Alert("a")], messages: [Message("m")]),
                lease,
                Cancelled
            )
        );

        Assert.Empty(await Monitoring.AnalysesAsync(null, Cancelled));
        Assert.Empty(await Monitoring.AlertsAsync(includeResolved: true, Cancelled));
        Assert.Equal(0, await Monitoring.WaitingMessagesAsync(Cancelled));
    }

    private Task<NightClaim?> ClaimAsync(DateTimeOffset now) =>
        Monitoring.TryClaimNightAsync(Night, now, Stale, Cancelled);

    private static DateOnly Night { get; } = new(2026, 3, 1);

    private static TimeSpan Stale { get; } = TimeSpan.FromHours(2);

    private Task SaveAsync(params AlertRecord[] alerts) =>
        SaveAsync(Outcome(Analysis(), alerts: alerts));

    private Task SaveAsync(params OutboxMessage[] messages) =>
        SaveAsync(Outcome(Analysis(), messages: messages));

    private async Task<string?> BeforeAsync(int minute) =>
        (await Monitoring.AnalysisBeforeAsync("text", Time.AddMinutes(minute), Cancelled))
            ?.Analysis
            .Snapshot;

    private async Task<IEnumerable<string>> ChangedAsync() =>
        (await Monitoring.ChangedAsync(Cancelled)).Select(d => d.Domain);
}
