using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Movement;

namespace ScalingPipeline.Monitoring.Tests.Movement;

public sealed class LawMovementTests
{
    private const int Domains = 400;

    [Fact]
    public void Runs_that_agree_with_the_law_seldom_move_it()
    {
        var domains = Enumerable
            .Range(1, Domains)
            .Select(seed => new GrowingDomain
            {
                Seed = seed,
                Before = 12 + (seed % 13),
                Entering = 1 + (seed % 8),
                Offset = seed % 2 == 0 ? 0.01 : 0.005,
            })
            .ToArray();
        var tested = domains.Count(d => IsUsable(GrowingDomain.Laws(d.Evening())[0]));
        var found = domains.SelectMany(Conditions).ToArray();

        var moved = Confirmed(found, AlertCodes.LawMoved);
        var sizes = Confirmed(found, AlertCodes.OptimalSizeMoved);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"law {moved}, size {sizes}, signs {found.Length} of {tested} laws"
        );
        Assert.InRange(moved, 0, Domains / 100);
        Assert.InRange(sizes, 0, Domains / 100);
    }

    [Fact]
    public void Sizes_that_agree_with_L_of_N_seldom_move_it()
    {
        var (moved, tested) = (0, 0);
        for (var seed = 1; seed <= Domains; seed++)
        {
            var night = GrowingDomain.OfSizes(seed, 9 + (seed % 6), seed % 2 == 0 ? 0.01 : 0.005);
            var evening = GrowingDomain.LawsOfSizes([.. night.SkipLast(1 + (seed % 3))]);
            var (found, _) = LawMovement.Of(
                GrowingDomain.Name,
                GrowingDomain.LawsOfSizes(night),
                GrowingDomain.Stored(evening)
            );
            tested += IsUsable(evening[0]) ? 1 : 0;
            moved += found.Count(c => c.Confirmed);
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"moved {moved} of {tested} laws");
        Assert.True(tested >= 200);
        Assert.InRange(moved, 0, tested / 100);
    }

    [Fact]
    public void Runs_of_another_law_move_it()
    {
        var found = Enumerable
            .Range(1, 50)
            .Select(seed => Shifted(seed, 1.08))
            .Where(domain => IsUsable(GrowingDomain.Laws(domain.Evening())[0]))
            .Select(Conditions)
            .ToArray();

        var told = found.Count(c => c.Any(Tells));
        TestContext.Current.TestOutputHelper!.WriteLine($"told {told} of {found.Length}");
        Assert.True(found.Length >= 35);
        Assert.InRange(told, 0.8 * found.Length, found.Length);
        Assert.All(
            found.SelectMany(c => c),
            c => Assert.Equal(CauseCodes.RunsChanged, c.CauseCode)
        );
    }

    [Fact]
    public void Every_test_that_was_made_is_kept_with_its_p_value_raised_or_not()
    {
        var domain = new GrowingDomain { Seed = 3, Before = 20 };

        var (conditions, tests) = LawMovement.Of(
            GrowingDomain.Name,
            GrowingDomain.Laws(domain.Night()),
            GrowingDomain.Stored(GrowingDomain.Laws(domain.Evening()))
        );

        Assert.Empty(conditions);
        Assert.Equal([AlertCodes.LawMoved, AlertCodes.OptimalSizeMoved], tests.Select(t => t.Code));
        Assert.All(tests, t => Assert.InRange(t.PValue, LawMovedRule.Sign, 1));
    }

    [Fact]
    public void An_alert_says_what_the_law_was_what_it_is_and_which_runs_entered()
    {
        var alert = Assert.Single(Conditions(Shifted(1, 1.15)), c => c.Code == AlertCodes.LawMoved);

        Assert.True(AlertSubject.IsWholeDomain(alert.Run));
        Assert.True(alert.Confirmed);
        Assert.Equal(AlertSeverity.Warning, alert.Severity);
        Assert.True(alert.Observed > alert.Interval!.High);
        Assert.InRange(alert.Expected!.Value, alert.Interval.Low, alert.Interval.High);
        Assert.Contains(
            "moved since 2026-03-01 20:00 UTC",
            alert.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("alpha 0.", alert.Message, StringComparison.Ordinal);
        Assert.Contains("16 runs then, 24 now", alert.Message, StringComparison.Ordinal);
        Assert.Contains("8 runs entered: run-", alert.Cause, StringComparison.Ordinal);
        Assert.Contains("above the earlier law", alert.Cause, StringComparison.Ordinal);
        Assert.Contains("p = ", alert.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_runs_with_all_losses_changed_are_told_as_redefined()
    {
        var evening = new GrowingDomain { Seed = 3 }.Evening();
        FinalPoint[] night = [.. evening.Select(p => p with { Loss = p.Loss * 1.04 })];

        var alert = Assert.Single(Conditions(evening, night));

        Assert.Equal(AlertCodes.LawMoved, alert.Code);
        Assert.Equal(CauseCodes.Redefined, alert.CauseCode);
        Assert.True(alert.Confirmed);
        Assert.Equal(1.04, alert.Observed!.Value / alert.Expected!.Value, 1e-3);
        Assert.Contains("16 of 16 runs", alert.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_version_of_the_code_is_the_cause_when_nothing_else_changed()
    {
        var evening = new GrowingDomain { Seed = 3 }.Evening();
        var earlier = GrowingDomain.Stored(
            GrowingDomain.Laws([.. evening.Select(p => p with { Loss = p.Loss * 1.04 })])
        );
        earlier = earlier with
        {
            Analysis = earlier.Analysis with
            {
                Laws = [earlier.Analysis.Laws[0] with { CodeVersion = "0.1" }],
            },
        };

        var alert = Assert.Single(
            LawMovement.Of(GrowingDomain.Name, GrowingDomain.Laws(evening), earlier).Conditions
        );

        Assert.Equal(CauseCodes.CodeVersion, alert.CauseCode);
        Assert.Contains("from 0.1 to ", alert.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_runs_raise_nothing()
    {
        var evening = new GrowingDomain { Seed = 3 }.Evening();

        Assert.Empty(Conditions(evening, evening));
        Assert.Empty(
            LawMovement.Of(GrowingDomain.Name, GrowingDomain.Laws(evening), null).Conditions
        );
        Assert.Empty(
            LawMovement
                .Of(
                    GrowingDomain.Name,
                    GrowingDomain.Laws(evening),
                    GrowingDomain.Stored(GrowingDomain.Laws(evening))
                )
                .Tests
        );
    }

    [Fact]
    public void An_optimal_size_that_moves_with_its_law_is_inhibited_by_it()
    {
        var domain = new GrowingDomain { Seed = 5, Offset = 0.003 };
        var other = domain with { Law = domain.Law with { A = 1_600 } };

        var found = Conditions(domain.Evening(), other.Evening());

        var size = Assert.Single(found, c => c.Code == AlertCodes.OptimalSizeMoved);
        Assert.Equal(AlertCodes.LawMoved, size.InhibitedBy);
        Assert.False(size.Confirmed);
        Assert.True(size.Observed > size.Interval!.High);
        Assert.Contains("times the ", size.Message, StringComparison.Ordinal);
        Assert.Contains(found, c => c.Code == AlertCodes.LawMoved && c.Confirmed);
    }

    private static bool IsUsable(LawRecord law) => law.Status.IsUsable();

    private static GrowingDomain Shifted(int seed, double factor)
    {
        var domain = new GrowingDomain { Seed = seed, Entering = 8 };
        var law = domain.Law;
        return domain with
        {
            Later = law with { E = law.E * factor, A = law.A * factor, B = law.B * factor },
        };
    }

    private static int Confirmed(IEnumerable<AlertCondition> found, string code) =>
        found.Count(c => c.Confirmed && string.Equals(c.Code, code, StringComparison.Ordinal));

    private static bool Tells(AlertCondition condition) => condition.Confirmed;

    private static IReadOnlyList<AlertCondition> Conditions(GrowingDomain domain) =>
        Conditions(domain.Evening(), domain.Night());

    private static IReadOnlyList<AlertCondition> Conditions(
        IReadOnlyList<FinalPoint> evening,
        IReadOnlyList<FinalPoint> night
    ) =>
        LawMovement
            .Of(
                GrowingDomain.Name,
                GrowingDomain.Laws(night),
                GrowingDomain.Stored(GrowingDomain.Laws(evening))
            )
            .Conditions;
}
