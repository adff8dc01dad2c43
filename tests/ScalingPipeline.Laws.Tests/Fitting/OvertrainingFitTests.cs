using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class OvertrainingFitTests
{
    /// <summary>The paper fits L itself, by plain least squares.</summary>
    private static FitOptions Published { get; } =
        FitOptions.LeastSquares with
        {
            Loss = LossFunction.LeastSquaresOfLoss,
        };

    /// <summary>Gadre et al. 2024, section 4: five small runs predict a 1.4B at M = 640 with 0.7103 % error and a 6.9B at M = 20 with 0.7320 %.</summary>
    [Theory]
    [InlineData("rpj-open_lm_1b-32.0", 0.7103)]
    [InlineData("rpj-open_lm_7b-1.0", 0.7320)]
    public void Five_small_runs_predict_the_large_ones_as_published(string run, double percent)
    {
        var all = OpenlmRun.Load("rpj", "c4_val");
        var small = SmallRuns(all);
        var large = all.Single(r => r.Run == run);

        var fitted = OvertrainingFit.Fit(OpenlmRun.Table(small), Published);

        var predicted = fitted.Law!.Value.Loss(large.Parameters, large.TokensPerParameter);
        Assert.Equal(5, small.Length);
        Assert.Equal(percent, 100 * Math.Abs((predicted / large.Loss) - 1), 5e-5);
        Assert.True(fitted.Fit.Exit.IsMinimum());
    }

    [Fact]
    public void Five_runs_leave_the_floor_open_and_the_answer_says_so()
    {
        var runs = SmallRuns(OpenlmRun.Load("rpj", "c4_val"));

        var fitted = OvertrainingFit.Fit(OpenlmRun.Table(runs), Published);

        Assert.Equal(Identification.FloorNotIdentified, fitted.Fit.Status.Kind);
        Assert.StartsWith(
            "E is not identified",
            fitted.Fit.Status.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_law_in_compute_is_the_law_in_size_and_data_with_one_exponent()
    {
        var runs = OpenlmRun.Load("rpj", "c4_val");
        var law = OvertrainingFit.Fit(OpenlmRun.Table(runs), FitOptions.Reporting).Law!.Value;

        foreach (var run in runs)
        {
            Assert.Equal(
                law.ToChinchilla().Loss(run.Parameters, run.Tokens),
                law.Loss(run.Parameters, run.TokensPerParameter),
                1e-12
            );
        }

        Assert.Equal(
            law.OptimalTokensPerParameter,
            law.ToChinchilla().OptimalTokens(1e21) / law.ToChinchilla().OptimalParameters(1e21),
            1e-9
        );
    }

    /// <summary>Four sizes at M = 20 and the smallest at M = 320 (Gadre et al. 2024, table 1).</summary>
    private static OpenlmRun[] SmallRuns(OpenlmRun[] runs) =>
        [
            .. runs.Where(r =>
                r.Parameters < 5e8
                && (
                    Math.Abs(r.TokensPerParameter - 20) < 1e-3
                    || (r.Parameters < 2e7 && Math.Abs(r.TokensPerParameter - 320) < 1e-3)
                )
            ),
        ];
}
