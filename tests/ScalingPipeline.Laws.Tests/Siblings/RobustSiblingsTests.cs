using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Siblings;

public sealed class RobustSiblingsTests
{
    /// <summary>Final losses of the ladder's language transformers at 1,280 steps; the last had a learning rate far too high.</summary>
    [Fact]
    public void The_run_with_a_rate_far_too_high_is_the_one_set_aside()
    {
        SiblingRun[] runs =
        [
            new("small", 9600, Math.Log(2.25572)),
            new("healthy", 82944, Math.Log(2.03470)),
            new("healthy too", 82944, Math.Log(1.94297)),
            new("rate too high", 82944, Math.Log(2.82397)),
        ];

        var selection = RobustSiblings.Select(runs);

        Assert.True(selection.Agrees);
        Assert.Equal(["rate too high"], selection.Excluded);
        Assert.Equal([false, false, false, true], selection.Scores.Select(s => s.Deviates));
        Assert.Equal(3, selection.Scores[3].References);
        Assert.InRange(selection.Scores[3].Residual, 0.3, 0.4);
    }

    [Fact]
    public void Healthy_families_agree_and_none_deviates()
    {
        var families = LadderRuns.Healthy().GroupBy(r => (r.Domain, r.Architecture, r.Steps));

        foreach (var family in families)
        {
            var selection = RobustSiblings.Select([
                .. family.Select(r => new SiblingRun(r.Id, r.N, Math.Log(r.Loss))),
            ]);

            Assert.Empty(selection.Excluded);
            Assert.DoesNotContain(selection.Scores, s => s.Deviates);
        }
    }

    [Fact]
    public void A_third_may_be_faulty()
    {
        SiblingRun[] runs =
        [
            .. Enumerable.Range(0, 6).Select(i => Healthy(i)),
            Healthy(6) with
            {
                LogLoss = Healthy(6).LogLoss + 0.25,
            },
            Healthy(2) with
            {
                Id = "low",
                LogLoss = Healthy(2).LogLoss - 0.2,
            },
            Healthy(4) with
            {
                Id = "high",
                LogLoss = Healthy(4).LogLoss + 0.3,
            },
        ];

        var selection = RobustSiblings.Select(runs);

        Assert.Equal(["r6", "low", "high"], selection.Excluded);
        Assert.All(selection.Scores, s => Assert.NotEqual(s.Accepted, s.Deviates));
    }

    [Fact]
    public void Nobody_is_accused_when_half_disagree()
    {
        SiblingRun[] runs =
        [
            new("a", 1e4, 0.7),
            new("b", 1e4, 0.7),
            new("c", 1e4, 1.1),
            new("d", 1e4, 1.1),
        ];

        var selection = RobustSiblings.Select(runs);

        Assert.False(selection.Agrees);
        Assert.Empty(selection.Excluded);
    }

    [Fact]
    public void Two_runs_are_not_enough_to_say_anything()
    {
        var selection = RobustSiblings.Select([Healthy(0), Healthy(1)]);

        Assert.DoesNotContain(selection.Scores, s => s.IsComparable || s.Deviates);
        Assert.Contains("Not enough references", selection.Explanation, StringComparison.Ordinal);
    }

    private static SiblingRun Healthy(int i) =>
        new($"r{i}", 3000 * Math.Pow(2.5, i), 0.8 - (0.07 * i) + (0.004 * (i % 3)));

    /// <summary>A sweep of many runs of one length, a fifth of them 40 % off: too many for every set to be tried.</summary>
    [Fact]
    public void Faulty_runs_are_found_in_a_large_group_too()
    {
        SiblingRun[] runs =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i => new SiblingRun(
                    $"run {i}",
                    1e6 * Math.Pow(2, i % 12),
                    Math.Log(2 + Math.Pow(1e5 / (1e6 * Math.Pow(2, i % 12)), 0.3))
                        + (0.002 * (i % 5))
                        + (i % 5 == 4 ? 0.35 : 0)
                )),
        ];

        var selection = RobustSiblings.Select(runs);

        Assert.True(selection.Agrees);
        Assert.Equal(
            runs.Where((_, i) => i % 5 == 4).Select(run => run.Id).Order(StringComparer.Ordinal),
            selection.Excluded.Order(StringComparer.Ordinal)
        );
    }
}
