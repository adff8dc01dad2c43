using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>A law with more parts than a power law is given out only where the data show the parts.</summary>
public sealed class BreakTests
{
    private const double SeedNoise = 0.003;

    [Fact]
    public void Of_a_hundred_power_laws_at_most_five_percent_are_given_a_break()
    {
        var broken = Enumerable
            .Range(0, 100)
            .AsParallel()
            .Count(seed =>
                BrokenPowerFit
                    .Fit(
                        Line(
                            20,
                            new PowerLaw(
                                1.5,
                                seed % 2 == 0 ? 1e6 : 1e8,
                                0.15 + (0.1 * (seed % 4))
                            ).Loss,
                            (ulong)seed
                        ),
                        FitOptions.LeastSquares
                    )
                    .Fit.Status.IsUsable
            );

        Assert.InRange(broken, 0, 5);
    }

    [Fact]
    public void A_true_break_is_found_beside_the_same_noise()
    {
        var law = new BrokenPowerLaw(1.2, 30, 0.15, 0.3, 1e8, 0.4, 1e11);

        var fit = BrokenPowerFit
            .Fit(Line(30, x => law.Loss(x)!.Value, 7), FitOptions.LeastSquares)
            .Fit;

        Assert.Equal(Identification.Identified, fit.Status.Kind);
        Assert.Equal(0, Math.Log(fit["d"].Value / 1e8), 0.7);
        Assert.True(fit["c1"].Value > 2 * fit["c1"].StandardError);
    }

    [Fact]
    public void A_slow_start_is_not_identified_within_two_standard_errors_of_none()
    {
        var law = new SigmoidalPowerLaw(0.4, 3, 0.6, 60, 0.35);
        foreach (var seed in Enumerable.Range(0, 12))
        {
            var fit = SigmoidalPowerFit
                .Fit(Line(16, law.Loss, (ulong)seed), FitOptions.LeastSquares)
                .Fit;

            Assert.True(
                !fit.Status.IsUsable
                    || (
                        fit["alpha"].StandardError <= fit["alpha"].Value / 2
                        && fit["alpha"].Value < 10
                    ),
                $"{seed}: {fit["alpha"]}"
            );
        }
    }

    /// <summary>Five decades from 1e6.</summary>
    private static LossTable Line(int count, Func<double, double> loss, ulong seed)
    {
        var random = new Xoshiro256(seed);
        double[] x =
        [
            .. Enumerable.Range(0, count).Select(i => 1e6 * Math.Pow(1e5, i / (count - 1.0))),
        ];
        return LossTable.Of(
            ["N"],
            [x],
            Array.ConvertAll(x, v => loss(v) * Math.Exp(SeedNoise * SyntheticRuns.Normal(random)))
        );
    }
}
