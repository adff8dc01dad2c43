using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>Data from which no law follows must give an answer in words, not numbers that look like one.</summary>
public sealed class DegenerateDataTests
{
    private static readonly double[] Sizes = [1e3, 3e3, 1e4, 3e4, 1e5, 3e5, 1e6, 3e6, 1e7, 3e7];

    [Theory]
    [InlineData(FitKind.Reporting)]
    [InlineData(FitKind.Forecast)]
    public void A_constant_loss_is_not_a_power_law(FitKind kind)
    {
        Assert.Equal(Identification.PoorFit, StatusOf(kind, _ => 2));
    }

    [Theory]
    [InlineData(FitKind.Reporting)]
    [InlineData(FitKind.Forecast)]
    public void A_loss_that_rises_with_size_is_not_a_power_law(FitKind kind)
    {
        Assert.Equal(Identification.PoorFit, StatusOf(kind, n => Math.Pow(n, 0.05)));
    }

    [Fact]
    public void A_loss_that_falls_ever_faster_has_no_identified_floor()
    {
        Assert.Equal(
            Identification.FloorNotIdentified,
            StatusOf(FitKind.Reporting, n => 8 - (0.4 * Math.Log10(n)))
        );
    }

    [Fact]
    public void One_gross_outlier_moves_the_robust_fit_little()
    {
        var loss = Array.ConvertAll(Sizes, n => 1.5 + Math.Pow(1e4 / n, 0.3));
        loss[4] *= 1.5;

        var fitted = PowerLawFit.Fit(Observations.OfOne("N", Sizes, loss), FitOptions.Reporting);

        Assert.Equal(0.3, fitted.Law!.Value.Alpha, 1e-3);
        Assert.Equal(Math.Log(1.5), fitted.Fit.Residuals[4], 1e-3);
    }

    [Fact]
    public void A_row_of_weight_zero_does_not_count()
    {
        var loss = Array.ConvertAll(Sizes, n => 1.5 + Math.Pow(1e4 / n, 0.3));
        var weights = new double[Sizes.Length];
        Array.Fill(weights, 1, 0, 3);

        var fitted = PowerLawFit.Fit(
            Observations.OfOne("N", Sizes, loss, weights),
            FitOptions.LeastSquares
        );

        Assert.Equal("L(N) needs at least 4 sizes; there are 3.", fitted.Fit.Status.Reason);
    }

    private static Identification StatusOf(FitKind kind, Func<double, double> loss)
    {
        var data = Observations.OfOne("N", Sizes, Array.ConvertAll(Sizes, n => loss(n)));
        var options = kind == FitKind.Forecast ? FitOptions.Forecast : FitOptions.LeastSquares;
        var fitted = PowerLawFit.Fit(data, options);
        Assert.All(fitted.Fit.Residuals, r => Assert.True(double.IsFinite(r)));
        return fitted.Fit.Status.Kind;
    }
}
