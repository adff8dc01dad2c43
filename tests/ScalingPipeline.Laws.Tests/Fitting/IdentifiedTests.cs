using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>What the word "identified" promises of the numbers beside it.</summary>
public sealed class IdentifiedTests
{
    [Fact]
    public void An_identified_law_has_a_floor_above_zero_and_exponents_away_from_zero_and_from_the_bounds()
    {
        var identified = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var exponent = seed % 2 == 0 ? 0.35 : 0.1;
            var data = Noisy(10 + (seed % 12), 0.002 * (1 + (seed % 10)), (ulong)seed, exponent);
            foreach (var options in new[] { FitOptions.LeastSquares, FitOptions.Reporting })
            {
                var fit = PowerLawFit.Fit(data, options).Fit;
                if (fit.Status.Kind != Identification.Identified)
                {
                    continue;
                }

                identified++;
                var intervals = ProfileIntervals.OfPowerLaw(data, options, 0.95);
                var (floor, alpha) = (
                    intervals.Single(i => i.Name == "L_inf"),
                    intervals.Single(i => i.Name == "alpha")
                );
                Assert.True(floor.Low > 0, $"{seed}: {floor}");
                Assert.True(
                    alpha.Low > AdditiveForm.LeastExponent
                        && alpha.High < AdditiveForm.GreatestExponent,
                    $"{seed}: {alpha}"
                );
                Assert.True(fit["alpha"].StandardError <= fit["alpha"].Value / 2);
            }
        }

        Assert.InRange(identified, 30, 119);
    }

    /// <summary>x0 = 1e6 (1e200)^(1/.3) = 1e673.</summary>
    [Fact]
    public void A_law_that_cannot_be_written_in_double_precision_is_not_identified()
    {
        var law = new PowerLaw(1.5, 1e6, 0.3);
        double[] n = [.. Enumerable.Range(0, 15).Select(i => 1e5 * Math.Pow(2, i))];

        var fit = PowerLawFit
            .Fit(
                Observations.OfOne("N", n, Array.ConvertAll(n, x => 1e200 * law.Loss(x))),
                FitOptions.LeastSquares
            )
            .Fit;

        Assert.Equal(Identification.NotIdentified, fit.Status.Kind);
        Assert.Equal(
            "x0 is not identified: its value, standard error or interval lies beyond double precision.",
            fit.Status.Reason
        );
    }

    /// <summary>Two waves over the range, that no power law follows.</summary>
    [Theory]
    [InlineData(19)]
    [InlineData(25)]
    [InlineData(40)]
    public void A_curve_that_waves_by_less_than_four_percent_is_told_by_the_order_of_its_residuals(
        int count
    )
    {
        var fit = PowerLawFit.Fit(Waving(count, 0.045), FitOptions.LeastSquares).Fit;

        Assert.InRange(fit.ResidualRms, 0.02, 0.04);
        Assert.Equal(Identification.PoorFit, fit.Status.Kind);
        Assert.Contains("in long stretches", fit.Status.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(19)]
    public void Below_twenty_points_residuals_above_four_percent_are_beyond_seed_noise(int count)
    {
        var fit = PowerLawFit.Fit(Waving(count, 0.09), FitOptions.LeastSquares).Fit;

        Assert.Equal(Identification.PoorFit, fit.Status.Kind);
        Assert.Contains("beyond seed noise", fit.Status.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    [InlineData(40)]
    public void Noise_of_three_percent_runs_in_long_stretches_in_one_set_of_a_hundred_at_most(
        int count
    )
    {
        var poor = Enumerable
            .Range(0, 400)
            .Count(seed =>
                PowerLawFit
                    .Fit(Noisy(count, 0.03, (ulong)(5000 + seed)), FitOptions.LeastSquares)
                    .Fit.Status.Reason.Contains("in long stretches", StringComparison.Ordinal)
            );

        Assert.InRange(poor, 0, 4);
    }

    private static Observations Waving(int count, double size) =>
        Of(count, i => size * Math.Sin(4 * Math.PI * i / (count - 1.0)));

    private static Observations Noisy(int count, double scatter, ulong seed, double exponent = 0.35)
    {
        var random = new Xoshiro256(seed);
        return Of(count, _ => scatter * SyntheticRuns.Normal(random), exponent);
    }

    /// <summary>Five decades from 1e5.</summary>
    private static Observations Of(int count, Func<int, double> logError, double exponent = 0.35)
    {
        var law = new PowerLaw(1.6, 1e7, exponent);
        double[] n =
        [
            .. Enumerable.Range(0, count).Select(i => 1e5 * Math.Pow(1e5, i / (count - 1.0))),
        ];
        return Observations.OfOne(
            "N",
            n,
            [.. n.Select((x, i) => law.Loss(x) * Math.Exp(logError(i)))]
        );
    }
}
