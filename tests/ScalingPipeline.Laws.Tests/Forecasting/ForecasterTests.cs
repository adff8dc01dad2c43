using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forecasting;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Forecasting;

public sealed class ForecasterTests
{
    private static readonly Forecaster Forecaster = new();

    /// <summary>extrapolation.md 3.1: a family of 4-5 runs on one axis gets 7.3 % at 90 %.</summary>
    [Fact]
    public void Four_sizes_give_a_band_of_several_percent()
    {
        var fitted = PowerLawFit.Fit(LadderRuns.LanguageSizes("lstm"), FitOptions.Forecast);

        var forecast = Forecaster.At(fitted, 600_000, level: 0.9);

        Assert.InRange(forecast.Loss, 1.26, 1.31);
        Assert.InRange(forecast.HalfWidth, 0.03, 0.12);
        Assert.Equal(Math.Log10(600_000 / 294_912.0), forecast.Decades, 1e-12);
        Assert.StartsWith("provisional", forecast.Calibration, StringComparison.Ordinal);
    }

    [Fact]
    public void A_band_widens_with_distance_and_with_level()
    {
        var fitted = ChinchillaFit.Fit(ChinchillaPoints.Load(), FitOptions.Forecast);

        var near = Forecaster.At(fitted, 1e10, 2e11);
        var far = Forecaster.At(fitted, 1e12, 2e13);
        var sure = Forecaster.At(fitted, 1e10, 2e11, level: 0.95);

        Assert.True(far.HalfWidth > near.HalfWidth);
        Assert.True(sure.HalfWidth > near.HalfWidth);
        Assert.Equal("nominal", near.Calibration);
    }

    /// <summary>extrapolation.md 3.3: on chinchilla the family's own scores halve the width at 90 %.</summary>
    [Fact]
    public void The_familys_own_scores_narrow_the_band_of_a_well_run_family()
    {
        var data = ChinchillaPoints.Load();
        var fitted = ChinchillaFit.Fit(data, FitOptions.Forecast);
        var scores = InnerScores.Of(data, FitOptions.Forecast);

        var pooled = Forecaster.At(fitted, 1e11, 2e12);
        var calibrated = Forecaster.At(fitted, 1e11, 2e12, scores: scores);

        Assert.True(scores.AreEnough);
        Assert.Equal(6, scores.Origins);
        Assert.True(calibrated.HalfWidth < 0.7 * pooled.HalfWidth);
        Assert.Contains("own", calibrated.Method, StringComparison.Ordinal);
    }

    /// <summary>extrapolation.md section 2, forward-chained origins at 25/40/55/70/85 % of compute: mean |log error| .0081, reporting fit .0101.</summary>
    [Fact]
    public void Forward_chained_forecasts_of_chinchilla_err_by_less_than_a_percent()
    {
        var data = ChinchillaPoints.Load();
        var compute = Enumerable.Range(0, data.X.Length).Select(data.Compute).ToArray();
        var forecast = Forward.MeanError(data, compute, FitOptions.Forecast);
        var reporting = Forward.MeanError(data, compute, FitOptions.Reporting);

        Assert.InRange(forecast, 0.006, 0.009);
        Assert.True(forecast < reporting, $"{forecast:F4} against {reporting:F4}");
    }

    [Fact]
    public void A_reporting_fit_is_not_a_forecaster()
    {
        var fitted = PowerLawFit.Fit(LadderRuns.LanguageSizes("lstm"), FitOptions.Reporting);

        var error = Assert.Throws<ArgumentException>(() => Forecaster.At(fitted, 1e6));
        Assert.Contains("forecast fit", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Between_two_levels_the_quantile_lies_between_theirs()
    {
        Assert.InRange(PooledQuantiles.Measured.At(0.85), 1.42, 1.77);
        Assert.Throws<ArgumentOutOfRangeException>(() => PooledQuantiles.Measured.At(0.999));
    }
}
