using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Testing;

namespace ScalingPipeline.Laws.Tests.Fitting;

public sealed class IdentificationTests
{
    /// <summary>data/README: without bounds, on contexts up to 32k, a fit runs away to L_inf = -1541.</summary>
    [Fact]
    public void A_context_curve_that_does_not_bend_has_no_identified_floor()
    {
        var data = ContextCurves.Load(
            "proofpile-long-small-mistral.csv",
            "NousResearch/Yarn-Mistral-7b-128k",
            longest: 32_768
        );

        foreach (
            var options in new[]
            {
                FitOptions.LeastSquares,
                FitOptions.Reporting,
                FitOptions.Forecast,
            }
        )
        {
            var fitted = PowerLawFit.Fit(data, options);

            Assert.Equal(Identification.FloorNotIdentified, fitted.Fit.Status.Kind);
            Assert.StartsWith(
                "L_inf is not identified",
                fitted.Fit.Status.Reason,
                StringComparison.Ordinal
            );
            Assert.NotNull(fitted.Law);
        }
    }

    [Theory]
    [InlineData(FitKind.Reporting)]
    [InlineData(FitKind.Forecast)]
    public void Double_descent_is_not_a_power_law(FitKind kind)
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("curves/nlp-model-dd.csv")).ToArray();
        var data = Observations.OfOne(
            "N",
            Array.ConvertAll(rows, r => Csv.Number(r["n"])),
            Array.ConvertAll(rows, r => Csv.Number(r["test_loss"]))
        );

        var fitted = PowerLawFit.Fit(
            data,
            kind == FitKind.Forecast ? FitOptions.Forecast : FitOptions.LeastSquares
        );

        Assert.Equal(Identification.PoorFit, fitted.Fit.Status.Kind);
    }

    [Fact]
    public void Double_descent_in_the_number_of_samples_is_not_a_power_law()
    {
        var rows = Csv.Rows(SharedData.PathOrSkip("curves/dd-translation-samples-aug26-small.csv"))
            .GroupBy(r => r["size"], StringComparer.Ordinal)
            .First()
            .ToArray();
        var data = Observations.OfOne(
            "D",
            Array.ConvertAll(rows, r => Csv.Number(r["n"])),
            Array.ConvertAll(rows, r => Csv.Number(r["test_loss"]))
        );

        var fitted = PowerLawFit.Fit(data, FitOptions.LeastSquares);

        Assert.Equal(Identification.PoorFit, fitted.Fit.Status.Kind);
    }

    [Fact]
    public void Three_sizes_are_too_few_and_the_sentence_says_how_many_are_needed()
    {
        var data = Observations.OfOne("N", [1e3, 1e4, 1e5, 1e5], [3, 2.5, 2.2, 2.21]);

        var fitted = PowerLawFit.Fit(data, FitOptions.LeastSquares);

        Assert.Null(fitted.Law);
        Assert.Equal(Identification.TooFewPoints, fitted.Fit.Status.Kind);
        Assert.Equal("L(N) needs at least 4 sizes; there are 3.", fitted.Fit.Status.Reason);
    }

    [Fact]
    public void Two_amounts_of_data_are_too_few_for_the_law_of_size_and_data()
    {
        var data = Observations.OfParametersAndTokens(
            [1e3, 1e4, 1e5, 1e6, 1e3, 1e4, 1e5, 1e6],
            [1e6, 1e6, 1e6, 1e6, 1e7, 1e7, 1e7, 1e7],
            [3, 2.5, 2.2, 2.1, 2.9, 2.4, 2.1, 2.0]
        );

        var fitted = ChinchillaFit.Fit(data, FitOptions.Reporting);

        Assert.Equal(
            "L(N, D) needs at least 3 values of D; there are 2.",
            fitted.Fit.Status.Reason
        );
    }

    [Fact]
    public void Sizes_within_a_factor_of_three_identify_nothing()
    {
        var n = Enumerable.Range(0, 12).Select(i => 1e6 * (1 + (0.1 * i))).ToArray();
        var data = Observations.OfOne(
            "N",
            n,
            Array.ConvertAll(n, x => 1.5 + Math.Pow(1e7 / x, 0.3))
        );

        var fitted = PowerLawFit.Fit(data, FitOptions.LeastSquares);

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
        Assert.Contains("factor 2.1", fitted.Fit.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_puts_the_exponent_on_its_bound()
    {
        double[] n = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];
        var data = Observations.OfOne(
            "N",
            n,
            [8, 2.001, 2, 2.001, 1.999, 2, 2.001, 2, 1.999, 2.0005, 2]
        );

        var fitted = PowerLawFit.Fit(data, FitOptions.LeastSquares);

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
        Assert.Contains("upper bound", fitted.Fit.Status.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_law_with_an_open_floor_is_followed_one_decade_and_no_further()
    {
        var status = new FitStatus(Identification.FloorNotIdentified, "L_inf is not identified.");

        Assert.True(status.Forecasts(1));
        Assert.False(status.Forecasts(1.01));
        Assert.False(status.IsUsable);
        Assert.False(new FitStatus(Identification.NotIdentified, "").Forecasts(0));
    }
}
