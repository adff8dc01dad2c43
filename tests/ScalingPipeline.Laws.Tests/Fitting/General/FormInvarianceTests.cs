using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting.General;

/// <summary>What must hold for every law and any data.</summary>
public sealed class FormInvarianceTests
{
    private static readonly FitOptions[] _estimators =
    [
        FitOptions.LeastSquares,
        FitOptions.Reporting,
    ];

    [Fact]
    public void Another_unit_scales_the_scales_and_nothing_else()
    {
        ForNoise(seed =>
        {
            const double Unit = 1e6;
            var rows = Rows(seed);
            foreach (var options in _estimators)
            {
                var one = KaplanFit.Fit(Table(rows), options).Law!.Value;
                var other = KaplanFit
                    .Fit(Table([.. rows.Select(r => (r.N * Unit, r.D / Unit, r.Loss))]), options)
                    .Law!.Value;

                Assert.Equal(one.AlphaN, other.AlphaN, 1e-6);
                Assert.Equal(one.AlphaD, other.AlphaD, 1e-6);
                Assert.Equal(1, other.Nc / one.Nc / Unit, 1e-3);
                Assert.Equal(1, other.Dc / one.Dc * Unit, 1e-3);
            }
        });
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_a_single_bit()
    {
        ForNoise(seed =>
        {
            var rows = Rows(seed);
            var mixed = rows.OrderBy(r => Math.Sin(1e3 * r.Loss * (seed + 1))).ToArray();
            foreach (var options in _estimators)
            {
                var straight = KaplanFit.Fit(Table(rows), options);
                var shuffled = KaplanFit.Fit(Table(mixed), options);

                Assert.Equal(straight.Law, shuffled.Law);
                Assert.Equal(straight.Fit.Covariance, shuffled.Fit.Covariance);
            }
        });
    }

    [Fact]
    public void A_row_given_twice_is_a_row_of_weight_two()
    {
        ForNoise(seed =>
        {
            var rows = Rows(seed);
            var weights = new double[rows.Length];
            Array.Fill(weights, 1);
            weights[7] = 2;
            foreach (var options in _estimators)
            {
                var twice = KaplanFit.Fit(Table([.. rows, rows[7]]), options);
                var weighted = KaplanFit.Fit(Table(rows, weights), options);

                Assert.Equal(weighted.Law, twice.Law);
                Assert.Equal(weighted.Fit.Objective, twice.Fit.Objective);
            }
        });
    }

    [Fact]
    public void More_size_and_more_data_never_raise_the_loss()
    {
        ForNoise(seed =>
        {
            var law = KaplanFit.Fit(Table(Rows(seed)), FitOptions.Reporting).Law!.Value;
            for (var x = 1e4; x < 1e14; x *= 3)
            {
                Assert.True(law.Loss(3 * x, 1e9) < law.Loss(x, 1e9));
                Assert.True(law.Loss(1e7, 3 * x) < law.Loss(1e7, x));
            }
        });
    }

    [Fact]
    public void One_thread_or_many_give_the_same_bits()
    {
        var data = Table(Rows(3));
        var form = new KaplanForm(data);

        var one = FormBootstrap.Of(form, data, FitOptions.Reporting, seed: 9, 40, threads: 1)!;
        var many = FormBootstrap.Of(form, data, FitOptions.Reporting, seed: 9, 40, threads: 8)!;
        var other = FormBootstrap.Of(form, data, FitOptions.Reporting, seed: 10, 40)!;

        Assert.Equal(one.Laws, many.Laws);
        Assert.NotEqual(one.Laws, other.Laws);
    }

    /// <summary>The kernel of the additive laws and the general solver share no code of the objective.</summary>
    [Theory]
    [InlineData(1e-3)]
    [InlineData(double.PositiveInfinity)]
    public void The_general_solver_and_the_additive_kernel_find_the_same_optimum(double delta)
    {
        var options = double.IsInfinity(delta)
            ? FitOptions.LeastSquares
            : FitOptions.Reporting with
            {
                Loss = LossFunction.Huber(delta),
            };
        var points = ChinchillaPoints.Rows();
        var data = LossTable.Of(
            ["N", "D"],
            [Array.ConvertAll(points, p => p.N), Array.ConvertAll(points, p => p.D)],
            Array.ConvertAll(points, p => p.Loss)
        );

        var general = FormFit.Run(new ChinchillaForm(data), data, options);
        var kernel = ChinchillaFit.Fit(ChinchillaPoints.Load(), options);

        Assert.Equal(1, general.Fit.Objective / kernel.Fit.Objective, 1e-9);
        Assert.Equal(kernel.Law!.Value.Alpha, general.Law!.Value.Alpha, 1e-6);
        Assert.Equal(kernel.Law.Value.Beta, general.Law.Value.Beta, 1e-6);
        Assert.Equal(1, general.Fit["beta"].StandardError / kernel.Fit["beta"].StandardError, 1e-3);
    }

    /// <summary>Exact derivatives against differences, at a point where every term of each form matters.</summary>
    [Fact]
    public void Gradients_and_hessians_are_those_of_the_law()
    {
        var data = Table(Rows(1));
        LossTable line = LossTable.Of(
            ["N"],
            [
                [1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10],
            ],
            [5.0, 4, 3.3, 2.8, 2.5, 2.3, 2.2]
        );
        (LawForm Form, LossTable Data, double[] Theta)[] cases =
        [
            (new KaplanForm(data), data, [0.9, 0.7, 0.09, 0.12]),
            (new KaplanStepForm(data), data, [0.9, 0.1, 0.09, 0.5]),
            (new OvertrainingForm(data), data, [0.5, 0.2, 0.1, 0.3]),
            (new ChinchillaForm(data), data, [0.5, 0.2, 0.1, 0.3, 0.4]),
            (new PowerForm(line), line, [0.5, 0.2, 0.3]),
            (new ShiftedPowerForm(line), line, [0.9, -1, 0.3]),
            (new SigmoidalPowerForm(line), line, [0.5, -1, 0.6, 0.4, 0.35]),
            (new BrokenPowerForm(line), line, [0.3, 0.2, 0.3, 0.2, 0.4, -0.3]),
        ];
        foreach (var (form, table, theta) in cases)
        {
            foreach (var row in table.Rows.Take(7))
            {
                var jets = new Jet[theta.Length];
                Jet.Variables(theta, jets);
                var value = form.LogLoss(jets, row);
                for (var i = 0; i < theta.Length; i++)
                {
                    var (up, down) = (
                        Moved(form, theta, row, i, 1e-5),
                        Moved(form, theta, row, i, -1e-5)
                    );
                    var slope = (up.Value - down.Value) / 2e-5;
                    Assert.Equal(slope, value.Slope(i), 1e-6 * (1 + Math.Abs(slope)));
                    for (var j = 0; j < theta.Length; j++)
                    {
                        var bend = (up.Slope(j) - down.Slope(j)) / 2e-5;
                        Assert.Equal(bend, value.Curvature(i, j), 1e-5 * (1 + Math.Abs(bend)));
                    }
                }
            }
        }
    }

    private static Jet Moved(LawForm form, double[] theta, double[] row, int i, double step)
    {
        var moved = (double[])theta.Clone();
        moved[i] += step;
        var jets = new Jet[theta.Length];
        Jet.Variables(moved, jets);
        return form.LogLoss(jets, row);
    }

    private static void ForNoise(Action<int> property) =>
        Prop.ForAll(Gen.Choose(1, 1000).ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(1234567, 1234567));

    private static (double N, double D, double Loss)[] Rows(int seed)
    {
        var random = new Xoshiro256((ulong)seed);
        return
        [
            .. from i in Enumerable.Range(0, 6)
            from j in Enumerable.Range(0, 5)
            let n = 1e5 * Math.Pow(7, i)
            let d = 1e8 * Math.Pow(9, j)
            select (
                n,
                d,
                KaplanLaw.Published.Loss(n, d) * Math.Exp(0.004 * SyntheticRuns.Normal(random))
            ),
        ];
    }

    private static LossTable Table(
        (double N, double D, double Loss)[] rows,
        double[]? weights = null
    ) =>
        LossTable.Of(
            ["N", "D"],
            [Array.ConvertAll(rows, r => r.N), Array.ConvertAll(rows, r => r.D)],
            Array.ConvertAll(rows, r => r.Loss),
            weights
        );
}
