using System.Runtime.Intrinsics;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Numerics;

/// <summary>Errors against the C library, itself within one unit in the last place; so the bounds here are one wider than the functions' own.</summary>
public sealed class ElementaryTests
{
    private const int Draws = 400_000;

    [Fact]
    public void Exp_is_within_two_units_in_the_last_place()
    {
        var random = new Xoshiro256(1);
        for (var i = 0; i < Draws; i++)
        {
            var x = (i % 2 == 0 ? 700 : 3) * ((2 * SyntheticRuns.Uniform(random)) - 1);

            AssertClose(Math.Exp(x), Elementary.Exp(x), x);
        }
    }

    [Fact]
    public void Log_is_within_two_units_in_the_last_place()
    {
        var random = new Xoshiro256(2);
        for (var i = 0; i < Draws; i++)
        {
            var x =
                i % 2 == 0
                    ? 0.5 + (1.5 * SyntheticRuns.Uniform(random))
                    : Math.Exp(700 * ((2 * SyntheticRuns.Uniform(random)) - 1));

            AssertClose(Math.Log(x), Elementary.Log(x), x);
        }
    }

    [Fact]
    public void Exp_less_one_is_within_five_units_in_the_last_place() =>
        ForAll(
            random => Math.Exp(30 * (Uniform(random) - 0.9)) * (Uniform(random) < 0.5 ? -1 : 1),
            x => (ExpM1(x), Elementary.ExpM1(x)),
            5
        );

    [Fact]
    public void Log_of_one_more_is_within_three_units_in_the_last_place() =>
        ForAll(
            random =>
                Uniform(random) < 0.5 ? -Uniform(random) : Math.Exp(60 * (Uniform(random) - 0.9)),
            x => (LogP1(x), Elementary.LogP1(x)),
            3
        );

    [Fact]
    public void The_logarithm_to_base_ten_is_within_three_units_in_the_last_place() =>
        ForAll(
            random => Math.Exp(1400 * (Uniform(random) - 0.5)),
            x => (Math.Log10(x), Elementary.Log10(x)),
            3
        );

    /// <summary>The error grows with |y ln x|, by which the rounding of the logarithm's second part is multiplied.</summary>
    [Theory]
    [InlineData(100, 3)]
    [InlineData(700, 17)]
    public void Powers_are_within_a_few_units_in_the_last_place(double reach, int units)
    {
        var random = new Xoshiro256(5);
        long worst = 0;
        for (var i = 0; i < Draws; i++)
        {
            var x = Math.Exp((i % 2 == 0 ? 600 : 1) * (Uniform(random) - 0.5));
            var y = reach * ((2 * Uniform(random)) - 1) / Math.Log(x);
            worst = Math.Max(worst, Math.Abs(Units(Math.Pow(x, y), Elementary.Pow(x, y))));
        }

        Assert.True(worst <= units, $"{worst} units");
    }

    [Theory]
    [InlineData(-2, 3)]
    [InlineData(-2, -2)]
    [InlineData(-2, 0.5)]
    [InlineData(0, 2)]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(1, double.PositiveInfinity)]
    [InlineData(2, double.PositiveInfinity)]
    [InlineData(2, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, -0.3)]
    [InlineData(double.PositiveInfinity, 0.3)]
    [InlineData(double.NaN, 2)]
    [InlineData(2, double.NaN)]
    [InlineData(1e-310, 0.5)]
    [InlineData(1e300, 2)]
    [InlineData(1e300, -1.03)]
    public void Powers_at_the_edges_are_those_of_the_platform(double x, double y)
    {
        var expected = Math.Pow(x, y);

        Assert.Equal(
            expected,
            Elementary.Pow(x, y),
            Math.Abs(expected) is > 0 and < 1e308 ? 1e-13 * Math.Abs(expected) : 0
        );
    }

    [Fact]
    public void Exp_and_log_reach_over_subnormal_numbers()
    {
        Assert.Equal(Math.Exp(709.5), Elementary.Exp(709.5), 1e-15 * Math.Exp(709.5));
        Assert.Equal(Math.Exp(-740), Elementary.Exp(-740), double.Epsilon);
        Assert.Equal(Math.Log(1e-320), Elementary.Log(1e-320), 1e-12);
    }

    [Fact]
    public void The_cosine_is_within_two_in_the_sixteenth_place() =>
        Assert.All(
            Enumerable.Range(0, 10_001).Select(i => i / 10_000.0),
            u => Assert.Equal(Math.Cos(Math.PI * u), Elementary.CosineOfPi(u), 1e-15)
        );

    [Fact]
    public void Four_lanes_give_the_bits_of_one()
    {
        var random = new Xoshiro256(3);
        for (var i = 0; i < 10_000; i++)
        {
            var x = Vector256.Create(
                20 * SyntheticRuns.Normal(random),
                SyntheticRuns.Normal(random),
                500 * SyntheticRuns.Uniform(random),
                1e-9 * SyntheticRuns.Normal(random)
            );
            for (var lane = 0; lane < 4; lane++)
            {
                Assert.Equal(Elementary.Exp(x[lane]), Elementary.Exp(x)[lane]);
                Assert.Equal(
                    Elementary.Log(Math.Abs(x[lane])),
                    Elementary.Log(Vector256.Abs(x))[lane]
                );
            }
        }
    }

    [Fact]
    public void Special_values_are_those_of_the_mathematical_functions()
    {
        Assert.Equal(1, Elementary.Exp(0.0));
        Assert.Equal(0, Elementary.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, Elementary.Exp(1000.0));
        Assert.Equal(double.NaN, Elementary.Exp(double.NaN));
        Assert.Equal(0, Elementary.Log(1.0));
        Assert.Equal(double.NegativeInfinity, Elementary.Log(0.0));
        Assert.Equal(double.PositiveInfinity, Elementary.Log(double.PositiveInfinity));
        Assert.Equal(double.NaN, Elementary.Log(-1.0));
        Assert.Equal(Elementary.Exp(-708), Elementary.Exp(Vector256.Create(-1e300))[3]);
    }

    private static void ForAll(
        Func<Xoshiro256, double> draw,
        Func<double, (double Expected, double Actual)> values,
        int most
    )
    {
        var random = new Xoshiro256(4);
        for (var i = 0; i < Draws / 10; i++)
        {
            var x = draw(random);
            var (expected, actual) = values(x);
            AssertClose(expected, actual, x, most);
        }
    }

    /// <summary>e^x - 1; the platform takes one from the exponential, so small x go by the series in 28 digits.</summary>
    private static double ExpM1(double x) =>
        Math.Abs(x) > 0.5
            ? Math.Exp(x) - 1
            : x * Series(x, (term, k) => term * Whole(x) / k, _ => 1);

    /// <summary>ln(1 + x), likewise.</summary>
    private static double LogP1(double x) =>
        Math.Abs(x) > 0.5 ? Math.Log(1 + x) : x * Series(x, (term, _) => -term * Whole(x), k => k);

    /// <summary>The sum of terms, the first of which is one, each over its divisor.</summary>
    private static double Series(
        double x,
        Func<decimal, int, decimal> next,
        Func<int, decimal> divisor
    )
    {
        decimal term = 1,
            sum = 1;
        for (var k = 2; k < 100 && x != 0; k++)
        {
            term = next(term, k);
            sum += term / divisor(k);
        }

        return (double)sum;
    }

    /// <summary>Every digit of a double below one half; the conversion of the language keeps fifteen.</summary>
    private static decimal Whole(double x) => (decimal)(long)(x * (1L << 62)) / (1L << 62);

    private static double Uniform(Xoshiro256 random) => SyntheticRuns.Uniform(random);

    private static void AssertClose(double expected, double actual, double x, int most = 2)
    {
        var units = Units(expected, actual);
        Assert.True(
            Math.Abs(units) <= most || Math.Abs(expected) < 1e-300,
            $"{x:R}: {units} units"
        );
    }

    private static long Units(double expected, double actual) =>
        BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual);
}
