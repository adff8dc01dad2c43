using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Monitoring.Laws;
using ScalingPipeline.Monitoring.Tests.Studies;

namespace ScalingPipeline.Monitoring.Tests.Laws;

public sealed class FrontierRecordsTests
{
    private static readonly ChinchillaLaw _law = FrontierStudy.Laws[0].Law;

    /// <summary>Where a grid ends, the runs that no cheaper one beats lie above what their compute could reach: by them alone L_inf would be 2.0 to 2.1, and a .17 off.</summary>
    [Theory]
    [InlineData("grid 8 x 8")]
    [InlineData("grid 8 x 8, D ends early")]
    [InlineData("grid 8 x 8, N ends early")]
    [InlineData("1 to 640 tokens a parameter")]
    public void Floor_and_exponent_are_within_their_intervals_wherever_the_grid_ends(string design)
    {
        const int Repetitions = 20;
        var outcome = FrontierStudy.Measure(FrontierStudy.Design(design), _law, Repetitions);

        Assert.Equal(
            (Repetitions, Repetitions, Repetitions),
            (outcome.Floor.Of, outcome.Forecast.Of, outcome.Exponent.Of)
        );
        Assert.InRange(outcome.Floor.Count, 0.85 * Repetitions, Repetitions);
        Assert.InRange(outcome.Forecast.Count, 0.85 * Repetitions, Repetitions);
        Assert.InRange(outcome.Exponent.Count, 0.85 * Repetitions, Repetitions);
        Assert.InRange(outcome.ExponentError, 0, 0.04);
    }

    [Fact]
    public void Runs_of_one_recipe_have_a_law_of_their_own_and_say_so()
    {
        var laws = Laws(FrontierStudy.Recipe);

        var law = laws.Single(l => l is { Law: "L(C)", Fit: "reporting" });
        Assert.Equal(LawStatus.Identified, law.Status);
        Assert.Equal(
            "by the recipe of these runs, tokens as a power of parameters; C in FLOP",
            law.Condition
        );
        Assert.Equal(12, law.Points);
        var size = laws.Single(l => l.Law is "N_opt(C)");
        Assert.Equal(LawStatus.TooFewRuns, size.Status);
        Assert.StartsWith(
            "N_opt(C) needs at least 3 budgets at which the best size lies between others; there are 0. A budget tells the optimum where",
            size.StatusReason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_recipe_that_runs_out_of_data_has_no_L_of_C()
    {
        var law = Laws(FrontierStudy.RecipeThatEnds)
            .Single(l => l is { Law: "L(C)", Fit: "forecast" });

        Assert.Equal(LawStatus.NotIdentified, law.Status);
        Assert.Null(law.Next);
        Assert.StartsWith(
            "Whether these runs are the best for their compute, or only the best of those made, is open: ",
            law.StatusReason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Where_no_run_was_well_spent_there_is_no_L_of_C_and_the_reason_counts_them()
    {
        var lavish = new FrontierDesign(
            "long schedules of tiny models",
            _ =>
                from n in Enumerable.Range(0, 5).Select(i => 2e4 * Math.Pow(2.8, i))
                from d in Enumerable.Range(0, 4).Select(i => 1e9 * Math.Pow(2.5, i))
                select (n, d)
        );

        var law = FrontierStudy
            .Fitted(FrontierStudy.Runs(lavish, _law, 1))
            .First(l => l.Law is "L(C)");

        Assert.Equal(LawStatus.TooFewRuns, law.Status);
        Assert.Matches(
            "^L\\(C\\) needs at least 4 amounts of compute; there (is|are) [0-3]\\. [0-9]+ more runs are beaten by no cheaper one, but by L\\(N,D\\) another size would have reached less with the same compute\\.$",
            law.StatusReason
        );
    }

    [Fact]
    public void The_optimal_size_names_its_budgets_and_how_it_is_known()
    {
        var law = Laws("grid 8 x 8").Single(l => l.Law is "N_opt(C)");

        Assert.Equal(LawStatus.Identified, law.Status);
        Assert.InRange(law.StandardErrors["a"], 0.005, 0.05);
        Assert.Equal(
            "standard errors and covariance by the jackknife over runs",
            law.UncertaintyBasis
        );
        Assert.All(
            law.Observations,
            o => Assert.StartsWith("budget of ", o.Run, StringComparison.Ordinal)
        );
    }

    private static IReadOnlyList<LawRecord> Laws(string design) =>
        FrontierStudy.Fitted(FrontierStudy.Runs(FrontierStudy.Design(design), _law, 1));
}
