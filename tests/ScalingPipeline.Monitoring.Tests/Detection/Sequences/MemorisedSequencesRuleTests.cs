using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Detection.Sequences;

public sealed class MemorisedSequencesRuleTests
{
    /// <summary>1,000 sequences around the mean, of which some always cost a third of it.</summary>
    private static readonly IReadOnlyList<Run> _healthy =
    [
        .. new SimulatedFamily().Runs().Select((r, i) => Spread(r, low: 20 + (2 * (i % 3)))),
    ];

    [Fact]
    public void Sequences_far_below_the_others_as_in_the_siblings_raise_nothing() =>
        Assert.Empty(SimulatedDomain.Alerts(_healthy));

    [Fact]
    public void Sequences_that_only_this_run_knows_are_told_as_a_leak()
    {
        var alert = Assert.Single(SimulatedDomain.Alerts(_healthy.With(2, r => Spread(r, 60))));

        Assert.Equal(AlertCodes.MemorisedSequences, alert.Code);
        Assert.Equal(CauseCodes.EvaluationLeak, alert.CauseCode);
        Assert.Equal(60, alert.Observed);
        Assert.StartsWith(
            "60 of 1,000 evaluation sequences",
            alert.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("4 siblings 21 are", alert.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_runs_that_know_them_are_both_told()
    {
        var alerts = SimulatedDomain.Alerts(
            _healthy.With(2, r => Spread(r, 80)).With(3, r => Spread(r, 80))
        );

        Assert.Equal([_healthy[2].Name, _healthy[3].Name], alerts.Select(a => a.Run));
    }

    [Fact]
    public void A_run_alone_is_compared_with_its_own_beginning()
    {
        var run = _healthy[2];
        var growing = run with
        {
            Evaluations =
            [
                .. run.Evaluations.Select((e, i) => Spread(e, i < 2 ? 20 : 20 + (30 * i))),
            ],
        };

        Assert.Empty(SimulatedDomain.Alerts(run));
        Assert.Equal(
            AlertCodes.MemorisedSequences,
            Assert.Single(SimulatedDomain.Alerts(growing)).Code
        );
    }

    [Fact]
    public void What_an_earlier_version_stored_without_its_spread_is_not_judged()
    {
        var before = _healthy.With(
            2,
            r =>
                r with
                {
                    Evaluations = [.. r.Evaluations.Select(e => e with { SequenceLosses = null })],
                }
        );

        Assert.Empty(SimulatedDomain.Alerts(before));
    }

    private static Run Spread(Run run, long low) =>
        run with
        {
            Evaluations = [.. run.Evaluations.Select(e => Spread(e, low))],
        };

    private static EvaluationCheckpoint Spread(EvaluationCheckpoint e, long low)
    {
        var mean = e.All.Mean.Value;
        return e with
        {
            SequenceLosses =
                new SequenceLosses(SequenceLosses.BinOf(mean / 3), [low])
                + new SequenceLosses(SequenceLosses.BinOf(mean * 0.9), [480 - low])
                + new SequenceLosses(SequenceLosses.BinOf(mean), [520]),
        };
    }
}
