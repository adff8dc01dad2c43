using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Planning;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Refit;
using ScalingPipeline.Monitoring.Tests.Simulated;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Tests.Laws;

/// <summary>What it would take to reach a loss, from runs whose final losses follow L(N, D).</summary>
public sealed class TargetForecastTests
{
    private static readonly ChinchillaLaw _law = new(1.2, 6, 60, 0.3, 0.32);

    [Fact]
    public void The_cheapest_run_for_a_loss_is_that_of_the_law_and_its_interval_gives_a_range()
    {
        var target = Grid(3).ForTarget(1.8);

        var plan = TargetLoss.Cheapest(_law, 1.8)!.Value;
        Assert.Equal("L(N,D)", target.Law);
        Assert.Equal(plan.Compute, target.Compute.Expected, 0.2 * plan.Compute);
        Assert.Equal(1.8, target.Forecast.Loss, 1e-9);
        Assert.Equal(
            6 * target.Parameters!.Value * target.Tokens!.Value,
            target.Compute.Expected,
            1e-6 * plan.Compute
        );
        Assert.True(target.Compute.Least < target.Compute.Expected);
        Assert.True(
            target.Compute.Surely is null || target.Compute.Surely > target.Compute.Expected
        );
    }

    [Fact]
    public void A_loss_below_the_floor_is_refused_as_such()
    {
        var refusal = Assert.Throws<NoForecastException>(() => Grid(3).ForTarget(1.1));

        Assert.Equal(NoForecast.BelowIrreducibleLoss, refusal.Kind);
        Assert.StartsWith("Below the irreducible loss", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_every_run_has_reached_is_refused_as_such() =>
        Assert.Equal(
            NoForecast.AlreadyReached,
            Assert.Throws<NoForecastException>(() => Grid(3).ForTarget(5)).Kind
        );

    [Fact]
    public void Runs_of_one_length_do_not_say_what_a_loss_takes() =>
        Assert.Equal(
            NoForecast.NotIdentified,
            Assert.Throws<NoForecastException>(() => Grid(1).ForTarget(1.8)).Kind
        );

    [Fact]
    public void From_what_a_refit_wrote_down_the_answer_is_the_same()
    {
        var analysis = DomainRefit.Analyse(Snapshot(3));
        var family = analysis.Laws[0].Family;

        var target = FamilyForecasts.Of(analysis, family)!.ForTarget(1.8);

        Assert.Equal(Grid(3).ForTarget(1.8), target);
        Assert.Null(FamilyForecasts.Of(analysis, "another"));
    }

    /// <summary>Losses that fall as a pure power law show no floor that could be held against anyone.</summary>
    [Fact]
    public void Where_the_floor_is_open_no_loss_is_said_to_lie_below_it()
    {
        var pure = new ChinchillaLaw(1e-9, 6, 60, 0.12, 0.13);
        var snapshot = Snapshot(3, pure, scatter: 0.001);

        var refusal = Assert.Throws<NoForecastException>(() =>
            FamilyForecasts.Of(snapshot, null, ForecastCalibration.Public).ForTarget(1e-3)
        );

        Assert.Equal(
            LawStatus.NotIdentified,
            DomainRefit.Analyse(snapshot).Laws.First(l => l.Law is "L(C)").Status
        );
        Assert.Equal(NoForecast.NotIdentified, refusal.Kind);
    }

    private static FamilyForecasts Grid(int lengths) =>
        FamilyForecasts.Of(Snapshot(lengths), null, ForecastCalibration.Public);

    private static DomainSnapshot Snapshot(int lengths) => Snapshot(lengths, _law, scatter: 0);

    private static DomainSnapshot Snapshot(int lengths, ChinchillaLaw law, double scatter)
    {
        var random = new Random(11);
        var runs =
            from length in Enumerable.Range(0, lengths)
            let family = new SimulatedFamily { Seed = 7 + length, Steps = 200 << (2 * length) }
            from run in family.Runs()
            select run with
            {
                Metadata = run.Metadata with { Run = $"{run.Name}-s{family.Steps}" },
                Evaluations =
                [
                    .. Evaluated(run, law, 1 + (scatter * ((2 * random.NextDouble()) - 1))),
                ],
            };
        return SimulatedDomain.Of(runs);
    }

    private static IEnumerable<EvaluationCheckpoint> Evaluated(
        Run run,
        ChinchillaLaw law,
        double factor
    ) =>
        run.Evaluations.Select(e =>
            SimulatedFamily.Evaluated(
                e.Step,
                factor * law.Loss(run.Metadata.Parameters, e.Step * SimulatedFamily.TokensPerStep)
            )
        );
}
