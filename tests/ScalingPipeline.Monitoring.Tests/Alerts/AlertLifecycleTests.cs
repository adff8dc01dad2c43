using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Tests.Alerts;

public sealed class AlertLifecycleTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, AlertRecord> _alerts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _messages = new(StringComparer.Ordinal);
    private DateTimeOffset _now = _start;

    internal static AlertCondition Condition(
        string run = "run-a",
        bool confirmed = true,
        AlertSeverity severity = AlertSeverity.Warning,
        double observed = 2
    ) =>
        new()
        {
            Domain = "language",
            Run = run,
            Code = AlertCodes.TrainingTrend,
            Severity = severity,
            Confirmed = confirmed,
            Expected = 1.5,
            Observed = observed,
            Message = "It is off.",
            Cause = "Cause open.",
            NextStep = "Look.",
            Evidence = "29 healthy runs.",
        };

    [Fact]
    public void A_confirmed_condition_fires_and_every_sink_is_told_once()
    {
        Evaluate([Condition()]);

        Assert.Equal(AlertStatus.Firing, Assert.Single(_alerts.Values).Status);
        Assert.Equal(2, _messages.Count);
    }

    [Fact]
    public void An_unconfirmed_condition_is_pending_and_nobody_is_told()
    {
        Evaluate([Condition(confirmed: false)]);

        Assert.Equal(AlertStatus.Pending, Assert.Single(_alerts.Values).Status);
        Assert.Empty(_messages);
    }

    [Fact]
    public void An_alert_about_a_domain_resolves_like_any_other_and_not_because_it_has_no_run()
    {
        Evaluate([Condition(run: AlertSubject.WholeDomain)]);
        Evaluate([]);

        Assert.Equal(AlertStatus.Firing, Assert.Single(_alerts.Values).Status);
    }

    [Fact]
    public void A_pending_alert_whose_condition_goes_is_gone_silently()
    {
        Evaluate([Condition(confirmed: false)]);
        Evaluate([]);

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_alerts.Values).Status);
        Assert.Empty(_messages);
    }

    [Fact]
    public void A_pending_alert_that_is_confirmed_fires_and_keeps_its_beginning()
    {
        Evaluate([Condition(confirmed: false)]);
        Evaluate([Condition()]);

        var alert = Assert.Single(_alerts.Values);
        Assert.Equal(AlertStatus.Firing, alert.Status);
        Assert.Equal(_start, alert.Since);
        Assert.Equal(2, _messages.Count);
    }

    [Fact]
    public void A_firing_alert_resolves_at_the_third_refit_of_changed_data_without_its_condition()
    {
        Evaluate([Condition()]);
        Evaluate([]);
        Evaluate([]);
        Assert.Equal(AlertStatus.Firing, Assert.Single(_alerts.Values).Status);

        Evaluate([]);

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_alerts.Values).Status);
        Assert.Equal(4, _messages.Count);
    }

    [Fact]
    public void A_condition_that_comes_back_in_between_starts_the_count_anew()
    {
        Evaluate([Condition()]);
        Evaluate([]);
        Evaluate([]);
        Evaluate([Condition()]);
        Evaluate([]);
        Evaluate([]);

        Assert.Equal(AlertStatus.Firing, Assert.Single(_alerts.Values).Status);
        Assert.Equal(2, _messages.Count);
    }

    [Fact]
    public void Refits_of_unchanged_data_clear_nothing()
    {
        Evaluate([Condition()]);
        for (var i = 0; i < 5; i++)
        {
            Evaluate([], counts: false);
        }

        var alert = Assert.Single(_alerts.Values);
        Assert.Equal(AlertStatus.Firing, alert.Status);
        Assert.Equal(0, alert.ClearedEvaluations);
    }

    [Fact]
    public void A_finished_run_whose_logs_were_corrected_resolves_at_once()
    {
        Evaluate([Condition()], data: "wrong", finished: true);
        Evaluate([], data: "corrected", finished: true);

        Assert.Equal(AlertStatus.Resolved, Assert.Single(_alerts.Values).Status);
    }

    [Fact]
    public void A_run_under_way_that_logs_more_is_not_taken_for_corrected()
    {
        Evaluate([Condition()], data: "a part", finished: false);
        Evaluate([], data: "two parts", finished: false);

        Assert.Equal(AlertStatus.Firing, Assert.Single(_alerts.Values).Status);
    }

    [Fact]
    public void Repeating_an_evaluation_changes_nothing_and_tells_nobody()
    {
        Evaluate([Condition()]);

        var again = AlertLifecycle.Advance([.. _alerts.Values], Evaluation([Condition()]));

        Assert.Empty(again.Alerts);
        Assert.Empty(again.Messages);
    }

    [Fact]
    public void New_numbers_update_a_firing_alert_and_tell_nobody()
    {
        Evaluate([Condition()]);
        Evaluate([Condition(observed: 2.5)]);

        Assert.Equal(2.5, Assert.Single(_alerts.Values).Condition.Observed);
        Assert.Equal(2, _messages.Count);
    }

    [Fact]
    public void A_firing_alert_that_grows_worse_is_told_again()
    {
        Evaluate([Condition()]);
        Evaluate([Condition(severity: AlertSeverity.Critical)]);

        Assert.Equal(4, _messages.Count);
    }

    [Fact]
    public void A_resolved_alert_that_comes_back_starts_anew_and_is_told_again()
    {
        Evaluate([Condition()]);
        Evaluate([]);
        Evaluate([]);
        Evaluate([]);
        Evaluate([Condition()]);

        var alert = Assert.Single(_alerts.Values);
        Assert.Equal(AlertStatus.Firing, alert.Status);
        Assert.Equal(_now, alert.Since);
        Assert.Equal(6, _messages.Count);
    }

    [Fact]
    public void Alerts_of_other_domains_are_left_alone()
    {
        Evaluate([Condition()]);

        var other = AlertLifecycle.Advance(
            [.. _alerts.Values],
            Evaluation([]) with
            {
                Domain = "code",
            }
        );

        Assert.Empty(other.Alerts);
    }

    [Fact]
    public void The_same_deviation_of_the_same_run_is_the_same_alert_and_nothing_else_is()
    {
        var id = AlertFingerprint.Of("language", "run-a", "divergence");

        Assert.Equal(16, id.Length);
        Assert.Equal(id, AlertFingerprint.Of("language", "run-a", "divergence"));
        Assert.NotEqual(id, AlertFingerprint.Of("language", "run-b", "divergence"));
        Assert.NotEqual(id, AlertFingerprint.Of("code", "run-a", "divergence"));
        Assert.NotEqual(id, AlertFingerprint.Of("language", "run-a", "loss-spike"));
    }

    [Fact]
    public void What_still_fires_is_told_again_after_each_interval_to_those_who_want_it()
    {
        Repeat([Condition()], hours: 0);
        Assert.Equal(2, _messages.Count);

        Repeat([Condition()], hours: 23);
        Assert.Equal(2, _messages.Count);

        Repeat([Condition()], hours: 25);
        Repeat([Condition(observed: 3)], hours: 26);
        Repeat([Condition(observed: 4)], hours: 47);
        Assert.Equal(3, _messages.Count);
        Assert.Single(_messages, m => m.EndsWith("-repeat-1-mail", StringComparison.Ordinal));

        // Four nights without a refit: once, not four times.
        Repeat([Condition()], hours: 150);
        Assert.Equal(4, _messages.Count);

        Repeat([], hours: 180);
        Repeat([], hours: 190);
        Assert.Equal(4, _messages.Count);
    }

    [Fact]
    public void What_began_to_fire_long_after_its_first_sign_is_not_told_twice_at_once()
    {
        Repeat([Condition(confirmed: false)], hours: 0);
        Repeat([Condition()], hours: 30);
        Repeat([Condition()], hours: 31);
        Assert.Equal(2, _messages.Count);

        Repeat([Condition()], hours: 49);
        Assert.Equal(3, _messages.Count);
    }

    private void Repeat(AlertCondition[] conditions, double hours)
    {
        _now = _start.AddHours(hours);
        var transitions = AlertLifecycle.Advance(
            [.. _alerts.Values],
            Evaluation(conditions) with
            {
                Sinks = ["mail", "webhook-a"],
                Repeats = new Dictionary<string, TimeSpan>(StringComparer.Ordinal)
                {
                    ["mail"] = TimeSpan.FromHours(24),
                },
            }
        );
        foreach (var alert in transitions.Alerts)
        {
            _alerts[alert.Id] = alert;
        }

        // As in the outbox, a message that is made again is the same one.
        _messages.UnionWith(transitions.Messages.Select(m => m.Id));
    }

    private void Evaluate(
        AlertCondition[] conditions,
        bool counts = true,
        string data = "data",
        bool finished = false
    )
    {
        _now = _now.AddMinutes(1);
        if (_alerts.Count == 0)
        {
            _now = _start;
        }

        var transitions = AlertLifecycle.Advance(
            [.. _alerts.Values],
            Evaluation(conditions, counts, data, finished)
        );
        foreach (var alert in transitions.Alerts)
        {
            _alerts[alert.Id] = alert;
        }

        foreach (var message in transitions.Messages)
        {
            Assert.True(_messages.Add(message.Id), $"{message.Id} was made twice");
        }
    }

    private AlertEvaluation Evaluation(
        AlertCondition[] conditions,
        bool counts = true,
        string data = "data",
        bool finished = false
    ) =>
        new()
        {
            Domain = "language",
            Conditions = conditions,
            RunData = new Dictionary<string, string>(StringComparer.Ordinal) { ["run-a"] = data },
            FinishedRuns = finished
                ? new HashSet<string>(StringComparer.Ordinal) { "run-a" }
                : new HashSet<string>(StringComparer.Ordinal),
            Counts = counts,
            Now = _now,
            Sinks = ["console", "webhook-a"],
        };
}
