using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>Equal rows of no known run are one observation, however often it was recorded: nothing becomes more certain by copying it.</summary>
public sealed class RepeatedRowsTests
{
    private const int Copies = 10;

    private static readonly double[] _n =
    [
        .. Enumerable.Range(0, 12).Select(i => 1e5 * Math.Pow(10, 4 * i / 11.0)),
    ];

    [Fact]
    public void A_power_law_of_rows_recorded_ten_times_has_the_errors_and_intervals_of_the_rows_once()
    {
        var loss = Losses();
        var (once, often) = (
            Observations.OfOne("N", _n, loss),
            Observations.OfOne("N", Repeated(_n), Repeated(loss))
        );
        foreach (
            var options in new[]
            {
                FitOptions.LeastSquares,
                FitOptions.Reporting,
                FitOptions.Reporting with
                {
                    Loss = LossFunction.Huber(1e-6),
                },
            }
        )
        {
            var (one, many) = (PowerLawFit.Fit(once, options), PowerLawFit.Fit(often, options));

            Same(one.Fit, many.Fit);
            Same(WaldIntervals.Of(one.Fit), WaldIntervals.Of(many.Fit));
            Same(
                ProfileIntervals.OfPowerLaw(once, options),
                ProfileIntervals.OfPowerLaw(often, options)
            );
        }

        Assert.Equal(
            _n.Length,
            Bootstrap.OfPowerLaw(often, FitOptions.LeastSquares, 1, 2)!.Clusters
        );
        Same(
            PowerLawFit.Fit(once, FitOptions.Forecast).Fit,
            PowerLawFit.Fit(often, FitOptions.Forecast).Fit
        );
    }

    [Fact]
    public void So_has_a_law_of_any_other_form_and_a_relation()
    {
        var rows = (
            from i in Enumerable.Range(0, 5)
            from j in Enumerable.Range(0, 4)
            select (N: 1e6 * Math.Pow(8, i), D: 1e8 * Math.Pow(9, j))
        ).ToArray();
        var random = new Xoshiro256(2);
        var (n, d) = (Array.ConvertAll(rows, r => r.N), Array.ConvertAll(rows, r => r.D));
        var loss = Array.ConvertAll(
            rows,
            r => KaplanLaw.Published.Loss(r.N, r.D) * Math.Exp(0.003 * SyntheticRuns.Normal(random))
        );
        foreach (var options in new[] { FitOptions.LeastSquares, FitOptions.Reporting })
        {
            Same(
                KaplanFit.Fit(LossTable.Of(["N", "D"], [n, d], loss), options).Fit,
                KaplanFit
                    .Fit(
                        LossTable.Of(["N", "D"], [Repeated(n), Repeated(d)], Repeated(loss)),
                        options
                    )
                    .Fit
            );
        }

        Same(
            PowerRelationFit.Fit(n, loss, "L(N)").Fit,
            PowerRelationFit.Fit(Repeated(n), Repeated(loss), "L(N)").Fit
        );
    }

    [Fact]
    public void One_row_recorded_a_thousand_times_makes_the_law_no_more_certain()
    {
        var loss = Losses();
        double[] n = [.. _n, .. Enumerable.Repeat(_n[^1], 999)];
        double[] all = [.. loss, .. Enumerable.Repeat(loss[^1], 999)];

        var once = PowerLawFit.Fit(Observations.OfOne("N", _n, loss), FitOptions.LeastSquares).Fit;
        var often = PowerLawFit.Fit(Observations.OfOne("N", n, all), FitOptions.LeastSquares).Fit;

        Assert.Equal(once.Counted, often.Counted);
        foreach (var name in new[] { "L_inf", "alpha" })
        {
            Assert.True(often[name].StandardError > 0.9 * once[name].StandardError, name);
        }
    }

    private static double[] Losses()
    {
        var random = new Xoshiro256(1);
        var law = new PowerLaw(1.6, 1e6, 0.3);
        return Array.ConvertAll(
            _n,
            x => law.Loss(x) * Math.Exp(0.004 * SyntheticRuns.Normal(random))
        );
    }

    private static double[] Repeated(double[] values) =>
        [.. values.SelectMany(value => Enumerable.Repeat(value, Copies))];

    private static void Same(Fit one, Fit many)
    {
        Assert.Equal(one.Counted, many.Counted);
        Assert.Equal(one.Status, many.Status);
        Assert.Equal(1, many.Scale / one.Scale is var s && double.IsNaN(s) ? 1 : s, 1e-6);
        foreach (var (left, right) in one.Parameters.Zip(many.Parameters))
        {
            Assert.Equal(1, right.Value / left.Value, 1e-5);
            Assert.Equal(1, right.StandardError / left.StandardError, 1e-3);
        }
    }

    private static void Same(
        IReadOnlyList<ParameterInterval> one,
        IReadOnlyList<ParameterInterval> many
    )
    {
        foreach (var (left, right) in one.Zip(many))
        {
            Assert.Equal(1, right.Low / left.Low, 1e-3);
            Assert.Equal(1, right.High / left.High, 1e-3);
        }
    }
}
