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

    private static void AssertClose(double expected, double actual, double x)
    {
        var units =
            BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual);
        Assert.True(Math.Abs(units) <= 2 || Math.Abs(expected) < 1e-300, $"{x:R}: {units} units");
    }
}
