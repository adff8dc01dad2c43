using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Fitting;

/// <summary>What must hold for any data.</summary>
public sealed class FitInvarianceTests
{
    private static readonly FitOptions[] Everything =
    [
        FitOptions.LeastSquares,
        FitOptions.Reporting,
        FitOptions.Forecast,
    ];

    /// <summary>Laws over the range of Henighan et al. 2020, table 1, on five decades.</summary>
    private static Gen<PowerLaw> PowerLaws =>
        from floor in Gen.Choose(50, 400)
        from exponent in Gen.Choose(8, 60)
        from decade in Gen.Choose(20, 50)
        select new PowerLaw(floor / 100.0, Math.Pow(10, decade / 10.0), exponent / 100.0);

    [Fact]
    public void A_power_law_is_recovered_from_its_own_losses()
    {
        Check(
            PowerLaws,
            law =>
            {
                var n = Sizes(12);
                var data = Observations.OfOne("N", n, Array.ConvertAll(n, law.Loss));
                foreach (var options in new[] { FitOptions.LeastSquares, FitOptions.Reporting })
                {
                    var fitted = PowerLawFit.Fit(data, options);

                    Assert.Equal(law.LInf, fitted.Law!.Value.LInf, 1e-5 * law.LInf);
                    Assert.Equal(law.Alpha, fitted.Law!.Value.Alpha, 1e-5);
                    Assert.Equal(1, fitted.Law!.Value.X0 / law.X0, 1e-3);
                    Assert.Equal(Identification.Identified, fitted.Fit.Status.Kind);
                }
            }
        );
    }

    [Fact]
    public void A_law_of_size_and_data_is_recovered_from_its_own_losses()
    {
        var laws =
            from e in Gen.Choose(100, 250)
            from alpha in Gen.Choose(25, 60)
            from beta in Gen.Choose(25, 60)
            select new ChinchillaLaw(
                e / 100.0,
                Math.Pow(1e7, alpha / 100.0),
                Math.Pow(1e9, beta / 100.0),
                alpha / 100.0,
                beta / 100.0
            );
        Check(
            laws,
            law =>
            {
                var grid = (
                    from i in Enumerable.Range(0, 6)
                    from j in Enumerable.Range(0, 6)
                    select (N: 1e7 * Math.Pow(5, i), D: 1e9 * Math.Pow(5, j))
                ).ToArray();
                var fitted = ChinchillaFit.Fit(
                    Observations.OfParametersAndTokens(
                        Array.ConvertAll(grid, p => p.N),
                        Array.ConvertAll(grid, p => p.D),
                        Array.ConvertAll(grid, p => law.Loss(p.N, p.D))
                    ),
                    FitOptions.Reporting
                );

                Assert.Equal(law.Alpha, fitted.Law!.Value.Alpha, 1e-5);
                Assert.Equal(law.Beta, fitted.Law!.Value.Beta, 1e-5);
                Assert.Equal(law.E, fitted.Law!.Value.E, 1e-5);
            }
        );
    }

    [Fact]
    public void Another_unit_of_x_scales_x0_and_nothing_else()
    {
        Check(
            Gen.Zip(PowerLaws, Gen.Choose(1, 1000)),
            pair =>
            {
                var (law, seed) = pair;
                var n = Sizes(10);
                var loss = Noisy(n, law, (ulong)seed);
                const double Unit = 8.64e19;
                foreach (var options in Everything)
                {
                    var fitted = PowerLawFit.Fit(Observations.OfOne("N", n, loss), options);
                    var scaled = PowerLawFit.Fit(
                        Observations.OfOne("N", Array.ConvertAll(n, x => x * Unit), loss),
                        options
                    );

                    // Four rounds of (scale, solve) stop short of their fixed point, which passes rounding on.
                    var tolerance = options.Kind == FitKind.Forecast ? 1e-4 : 1e-9;
                    Assert.Equal(1, scaled.Fit.Objective / fitted.Fit.Objective, tolerance);
                    Assert.Equal(fitted.Law!.Value.Alpha, scaled.Law!.Value.Alpha, 1e-6);
                    Assert.Equal(1, scaled.Law!.Value.X0 / fitted.Law!.Value.X0 / Unit, 1e-4);
                }
            }
        );
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_a_single_bit()
    {
        Check(
            Gen.Zip(PowerLaws, Gen.Choose(1, 1000)),
            pair =>
            {
                var (law, seed) = pair;
                var n = Sizes(10);
                var loss = Noisy(n, law, (ulong)seed);
                var order = Shuffled(n.Length, (ulong)seed);
                foreach (var options in Everything)
                {
                    var straight = PowerLawFit.Fit(Observations.OfOne("N", n, loss), options);
                    var mixed = PowerLawFit.Fit(
                        Observations.OfOne(
                            "N",
                            Array.ConvertAll(order, i => n[i]),
                            Array.ConvertAll(order, i => loss[i])
                        ),
                        options
                    );

                    Assert.Equal(straight.Law, mixed.Law);
                    Assert.Equal(
                        Array.ConvertAll(order, i => straight.Fit.Residuals[i]),
                        mixed.Fit.Residuals
                    );
                }
            }
        );
    }

    [Fact]
    public void A_row_given_twice_is_a_row_of_weight_two()
    {
        Check(
            Gen.Zip(PowerLaws, Gen.Choose(1, 1000)),
            pair =>
            {
                var (law, seed) = pair;
                var n = Sizes(10);
                var loss = Noisy(n, law, (ulong)seed);
                var weights = new double[n.Length];
                Array.Fill(weights, 1);
                weights[3] = 2;
                foreach (var options in Everything)
                {
                    var twice = PowerLawFit.Fit(
                        Observations.OfOne("N", [.. n, n[3]], [.. loss, loss[3]]),
                        options
                    );
                    var weighted = PowerLawFit.Fit(
                        Observations.OfOne("N", n, loss, weights),
                        options
                    );

                    Assert.Equal(weighted.Law, twice.Law);
                    Assert.Equal(weighted.Fit.Objective, twice.Fit.Objective);
                }
            }
        );
    }

    /// <summary>Linear regression in logs gives the least-squares fit without a floor in closed form.</summary>
    [Fact]
    public void Without_a_floor_least_squares_is_the_line_in_logs()
    {
        Check(
            Gen.Zip(PowerLaws, Gen.Choose(1, 1000)),
            pair =>
            {
                var (law, seed) = pair;
                var n = Sizes(10);
                var loss = Noisy(n, law, (ulong)seed);
                var fitted = PowerLawFit.Fit(
                    Observations.OfOne("N", n, loss),
                    FitOptions.LeastSquares with
                    {
                        WithFloor = false,
                    }
                );
                var (_, slope) = MathNet.Numerics.Fit.Line(
                    Array.ConvertAll(n, Math.Log),
                    Array.ConvertAll(loss, Math.Log)
                );

                Assert.Equal(-slope, fitted.Law!.Value.Alpha, 1e-9);
                Assert.Equal(0, fitted.Law!.Value.LInf);
            }
        );
    }

    private static void Check<T>(Gen<T> values, Action<T> property) =>
        Prop.ForAll(values.ToArbitrary(), property)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(1234567, 1234567));

    private static double[] Sizes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => 1e3 * Math.Pow(10, 5.0 * i / (count - 1)))];

    private static double[] Noisy(double[] n, PowerLaw law, ulong seed)
    {
        var random = new Xoshiro256(seed);
        return Array.ConvertAll(
            n,
            x => law.Loss(x) * Math.Exp(0.005 * SyntheticRuns.Normal(random))
        );
    }

    private static int[] Shuffled(int count, ulong seed)
    {
        var random = new Xoshiro256(seed);
        var order = Enumerable.Range(0, count).ToArray();
        for (var i = count - 1; i > 0; i--)
        {
            var j = random.Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
