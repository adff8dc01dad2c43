using System.Collections.Immutable;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Ledger;
using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Worker.Web.Live;

namespace ScalingPipeline.Worker.Tests.Web.Live;

public sealed class StateGlanceTests
{
    private static readonly StateGlance _quiet = new(
        ImmutableSortedDictionary<string, long>.Empty.Add("math", 3),
        [],
        [],
        []
    );

    [Fact]
    public void Nothing_is_news_when_nothing_happened() => Assert.Empty(_quiet.Since(_quiet));

    [Fact]
    public void Whoever_listens_first_is_told_of_what_is_there() =>
        Assert.Equal(
            [new StateNews(NewsKind.Commit, "math"), new StateNews(NewsKind.Refit, "math")],
            _quiet.Since(StateGlance.Nothing)
        );

    [Fact]
    public void A_domain_that_grew_and_waits_is_a_commit() =>
        Assert.Equal(
            [new StateNews(NewsKind.Commit, "math")],
            (
                _quiet with
                {
                    Versions = _quiet.Versions.SetItem("math", 4),
                    Changed = ["math"],
                }
            ).Since(_quiet)
        );

    [Fact]
    public void A_domain_that_waits_no_more_was_refitted() =>
        Assert.Equal(
            [new StateNews(NewsKind.Refit, "math")],
            _quiet.Since(_quiet with { Changed = ["math"] })
        );

    [Fact]
    public void A_commit_and_a_refit_between_two_looks_are_both_told() =>
        Assert.Equal(
            [new StateNews(NewsKind.Commit, "math"), new StateNews(NewsKind.Refit, "math")],
            (_quiet with { Versions = _quiet.Versions.SetItem("math", 4) }).Since(_quiet)
        );

    [Fact]
    public void A_domain_that_lost_everything_is_told() =>
        Assert.Equal(
            [new StateNews(NewsKind.Commit, "math")],
            (_quiet with { Versions = _quiet.Versions.Clear() }).Since(_quiet)
        );

    [Fact]
    public void An_alert_that_moves_on_is_told()
    {
        var pending = _quiet with { Alerts = [("a", AlertStatus.Pending, AlertSeverity.Warning)] };
        var firing = _quiet with { Alerts = [("a", AlertStatus.Firing, AlertSeverity.Warning)] };
        var news = new[] { new StateNews(NewsKind.Alerts, null) };
        Assert.Equal(news, pending.Since(_quiet));
        Assert.Equal(news, firing.Since(pending));
        Assert.Equal(news, _quiet.Since(firing));
        Assert.Empty(firing.Since(firing));
    }

    [Fact]
    public void A_file_that_changes_its_state_is_told()
    {
        var file = new LedgerEntry
        {
            Blob = new BlobIdentity("c", "n", "e"),
            Size = 1,
            State = BlobState.Discovered,
            FirstSeen = DateTimeOffset.UnixEpoch,
            Changed = DateTimeOffset.UnixEpoch,
        };
        var seen = _quiet with { Files = [file] };
        var read = _quiet with { Files = [file with { State = BlobState.Quarantined }] };
        Assert.Equal([new StateNews(NewsKind.Files, null)], read.Since(seen));
        Assert.Empty(read.Since(read));
    }
}
