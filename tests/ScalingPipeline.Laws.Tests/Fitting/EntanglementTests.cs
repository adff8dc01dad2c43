using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>Runs whose tokens are a power of their size follow one curve: however many there are, size and data cannot be told apart.</summary>
public sealed class EntanglementTests
{
    private const double SeedNoise = 1e-3;

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(0.35)]
    public void Runs_at_twenty_tokens_a_parameter_do_not_identify_L_of_N_and_D(double scatter)
    {
        foreach (var options in new[] { FitOptions.Reporting, FitOptions.Forecast })
        {
            var fitted = ChinchillaFit.Fit(Runs(n => 20 * n, scatter), options);

            Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
            Assert.Matches(
                @"^D goes with N\^(1\.0|0\.9)\d at every point, within a factor 1\.\d\d: what N does and what D does cannot be told apart\. Add runs of one N with different D\.$",
                fitted.Fit.Status.Reason
            );
            Assert.False(fitted.Fit.Status.Forecasts(0));
        }
    }

    [Fact]
    public void Nor_do_runs_of_one_compute_or_along_any_other_power()
    {
        foreach (
            var tokens in new Func<double, double>[]
            {
                n => 1e21 / (6 * n),
                n => 3e5 * Math.Pow(n, 0.5),
            }
        )
        {
            var fitted = ChinchillaFit.Fit(Runs(tokens, 0), FitOptions.Reporting);

            Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
            Assert.Contains(
                "cannot be told apart",
                fitted.Fit.Status.Reason,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void One_run_far_from_the_rest_is_not_enough_to_tell_size_from_data()
    {
        foreach (var options in new[] { FitOptions.Reporting, FitOptions.Forecast })
        {
            var fitted = ChinchillaFit.Fit(Runs(n => n == 1e7 ? 400 * n : 20 * n, 0), options);

            Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
            Assert.StartsWith(
                "What N does and what D does is not identified: it rests on one run, that of N 1E+07 and D 4E+09; in all others D goes with N^1.00, within a factor 1.00.",
                fitted.Fit.Status.Reason,
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void Two_runs_far_from_the_rest_are_enough_to_ask_the_data()
    {
        var sizes = Sizes();

        var fitted = ChinchillaFit.Fit(
            Runs(n => n == sizes[0] || n == sizes[12] ? 400 * n : 20 * n, 0),
            FitOptions.Reporting
        );

        Assert.DoesNotContain("one run", fitted.Fit.Status.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "cannot be told apart",
            fitted.Fit.Status.Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Other_laws_of_size_and_data_say_the_same()
    {
        var n = Sizes();
        var law = KaplanLaw.Published;
        var fitted = KaplanFit.Fit(
            LossTable.Of(
                ["N", "D"],
                [n, Array.ConvertAll(n, x => 20 * x)],
                Array.ConvertAll(n, x => law.Loss(x, 20 * x))
            ),
            FitOptions.LeastSquares
        );

        Assert.Equal(Identification.NotIdentified, fitted.Fit.Status.Kind);
        Assert.StartsWith("D goes with N^1.00", fitted.Fit.Status.Reason, StringComparison.Ordinal);
    }

    /// <summary>The points of Hoffmann et al. 2022 and McLeish et al. 2025.</summary>
    [Fact]
    public void The_chinchilla_and_gemstone_points_stay_identified()
    {
        foreach (
            var data in new[]
            {
                ChinchillaPoints.Load(),
                GemstonePoints.Load("hot"),
                GemstonePoints.Load("cool_end"),
            }
        )
        {
            Assert.Equal(
                Identification.Identified,
                ChinchillaFit.Fit(data, FitOptions.Reporting).Fit.Status.Kind
            );
        }
    }

    private static double[] Sizes() =>
        [.. Enumerable.Range(0, 24).Select(i => 1e7 * Math.Pow(10, 3.0 * i / 23))];

    private static Observations Runs(Func<double, double> tokens, double scatter)
    {
        var random = new Xoshiro256(20);
        var law = new ChinchillaLaw(1.8172, 477.84, 2143.86, 0.3473, 0.3672);
        var n = Sizes();
        var d = Array.ConvertAll(
            n,
            x => tokens(x) * Math.Exp(scatter * ((2 * SyntheticRuns.Uniform(random)) - 1))
        );
        return Observations.OfParametersAndTokens(
            n,
            d,
            [
                .. n.Select(
                    (x, i) => law.Loss(x, d[i]) * Math.Exp(SeedNoise * SyntheticRuns.Normal(random))
                ),
            ]
        );
    }
}
