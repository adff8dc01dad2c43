using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Simulation.Randomness;

namespace ScalingPipeline.Simulation.Tests.Randomness;

public sealed class PortableMathTests
{
    // The platform's own functions are within an ulp or so of the truth.
    private const double Tolerance = 2e-15;

    [Fact]
    public void Exp_agrees_with_the_platform() =>
        ForAll(-600, 600, x => IsClose(PortableMath.Exp(x), Math.Exp(x)));

    [Fact]
    public void Log_agrees_with_the_platform() =>
        ForAll(-300, 300, x => IsClose(PortableMath.Log(Math.Exp(x)), Math.Log(Math.Exp(x))));

    [Fact]
    public void Log_keeps_its_precision_near_one() =>
        ForAll(-1e-3, 1e-3, x => IsClose(PortableMath.Log(1 + x), Math.Log(1 + x)));

    [Fact]
    public void The_cosine_agrees_with_the_platform() =>
        ForAll(
            0,
            1,
            u => Math.Abs(PortableMath.CosineOfPi(u) - Math.Cos(Math.PI * u)) <= Tolerance
        );

    [Fact]
    public void The_logarithm_of_one_is_zero_and_the_exponential_of_zero_is_one()
    {
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(Math.Log(2), PortableMath.Log(2));
    }

    // Bits fixed for every machine: a change here changes every simulated file.
    [Theory]
    [InlineData(2.0, 0.5, 4609047870845172684)]
    [InlineData(1e9, -0.2849083, 4568436486108980246)]
    [InlineData(3.7, 11.3, 4702911713145869353)]
    public void Powers_have_fixed_bits(double x, double y, long bits) =>
        Assert.Equal(bits, BitConverter.DoubleToInt64Bits(PortableMath.Pow(x, y)));

    private static bool IsClose(double actual, double expected) =>
        Math.Abs(actual - expected) <= Tolerance * Math.Max(Math.Abs(expected), 1e-300);

    private static void ForAll(double low, double high, Func<double, bool> holds) =>
        Prop.ForAll(
                Gen.Choose(0, int.MaxValue)
                    .Select(i => low + ((high - low) * i / int.MaxValue))
                    .ToArbitrary(),
                holds
            )
            .QuickCheckThrowOnFailure();
}
