using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Simulation.Domains;

namespace ScalingPipeline.Simulation.Tests;

public sealed class LawRecoveryTests
{
    [Theory]
    [InlineData("language")]
    [InlineData("math")]
    public void Without_noise_a_fit_of_the_designed_losses_gives_the_law_back(string domain)
    {
        var law = SimulatedDomain.Named(domain).Law;
        var runs = SimulatedLadder.Runs(
            new SimulationOptions { Domains = [SimulatedDomain.Named(domain)], SeedNoise = 0 }
        );

        var fitted = Fit(runs, run => run.FinalLoss);

        Assert.Equal(law.Alpha, fitted.Alpha, 1e-3);
        Assert.Equal(law.Beta, fitted.Beta, 1e-3);
        Assert.Equal(law.E, fitted.E, 1e-2);
    }

    [Theory]
    [InlineData("language")]
    [InlineData("math")]
    [InlineData("image8x8")]
    public void With_noise_a_fit_of_the_logs_predicts_the_law_within_a_percent(string domain)
    {
        var law = SimulatedDomain.Named(domain).Law;
        var runs = SimulatedLadder.Runs(
            new SimulationOptions { Domains = [SimulatedDomain.Named(domain)] }
        );

        var fitted = Fit(runs, run => run.FinalEvaluationLoss());

        Assert.All(
            runs,
            run =>
                Assert.Equal(
                    1,
                    fitted.Loss(run.Plan.Shape.Parameters, run.Plan.Tokens)
                        / law.Loss(run.Plan.Shape.Parameters, run.Plan.Tokens),
                    0.01
                )
        );
    }

    // No fit at all: with floor and data term taken off, the losses lie on a line in logarithms.
    [Fact]
    public void The_reducible_loss_is_a_straight_line_of_the_published_slope()
    {
        var law = PublishedDomains.Language.Law;
        var runs = SimulatedLadder.Runs(
            new SimulationOptions { Domains = [PublishedDomains.Language], SeedsPerSize = 4 }
        );
        var points = runs.Select(run =>
                (
                    X: Math.Log(run.Plan.Shape.Parameters),
                    Y: Math.Log(
                        run.FinalEvaluationLoss()
                            - law.E
                            - (law.B * Math.Pow(run.Plan.Tokens, -law.Beta))
                    )
                )
            )
            .ToList();

        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var slope = points.Sum(p => (p.X - x) * (p.Y - y)) / points.Sum(p => (p.X - x) * (p.X - x));

        Assert.Equal(-0.339, slope, 0.015);
    }

    private static ChinchillaLaw Fit(
        IReadOnlyList<SimulatedRun> runs,
        Func<SimulatedRun, double> loss
    ) =>
        ChinchillaFit
            .Fit(
                Observations.OfParametersAndTokens(
                    [.. runs.Select(run => (double)run.Plan.Shape.Parameters)],
                    [.. runs.Select(run => (double)run.Plan.Tokens)],
                    [.. runs.Select(loss)]
                ),
                FitOptions.Reporting
            )
            .Law!.Value;
}
