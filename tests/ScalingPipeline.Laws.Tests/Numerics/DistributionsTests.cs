using MathNet.Numerics.Distributions;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Numerics;

/// <summary>Held against MathNet.Numerics, whose own quantiles are found to about 1e-8, and against printed tables.</summary>
public sealed class DistributionsTests
{
    [Fact]
    public void Tails_are_those_of_MathNet()
    {
        foreach (var n in new double[] { 1, 2, 3, 5, 10, 60, 235, 4000 })
        {
            foreach (var x in new[] { 0.01, 0.3, 1, 2.5, 7, 40 })
            {
                Close(1 - ChiSquared.CDF(n, x * n), Distributions.ChiSquareTail(n, x * n));
                Close(1 - FisherSnedecor.CDF(3, n, x), Distributions.FisherTail(3, n, x));
                Close(1 - FisherSnedecor.CDF(n, 2, x), Distributions.FisherTail(n, 2, x));
                Close(Normal.CDF(0, 1, x - 3), Distributions.Normal(x - 3));
            }
        }
    }

    [Fact]
    public void Quantiles_are_those_of_MathNet()
    {
        foreach (var n in new double[] { 3, 7, 30, 235 })
        {
            foreach (var p in new[] { 0.5, 0.8, 0.95, 0.99, 0.9995 })
            {
                Close(StudentT.InvCDF(0, 1, n, p), Distributions.StudentQuantile(n, p), 1e-6);
                Close(FisherSnedecor.InvCDF(2, n, p), Distributions.FisherQuantile(2, n, p), 1e-6);
                Close(Normal.InvCDF(0, 1, p), Distributions.NormalQuantile(p), 1e-9);
            }
        }
    }

    /// <summary>Abramowitz and Stegun 1964, tables 26.1, 26.9 and 26.10.</summary>
    [Fact]
    public void Quantiles_are_those_of_printed_tables()
    {
        Assert.Equal(1.959963984540054, Distributions.NormalQuantile(0.975), 1e-13);
        Assert.Equal(-1.6448536269514722, Distributions.NormalQuantile(0.05), 1e-13);
        Assert.Equal(6.313751514675043, Distributions.StudentQuantile(1, 0.95), 1e-12);
        Assert.Equal(1.8124611228116764, Distributions.StudentQuantile(10, 0.95), 1e-13);
        Assert.Equal(4.102821, Distributions.FisherQuantile(2, 10, 0.95), 1e-6);
    }

    [Theory]
    [InlineData(1e-12)]
    [InlineData(0.03)]
    [InlineData(0.5)]
    [InlineData(0.999999)]
    public void A_quantile_is_reached_with_its_probability(double p)
    {
        foreach (var n in new double[] { 1, 4, 100, 1e5 })
        {
            Close(
                1 - p,
                Distributions.FisherTail(2, n, Distributions.FisherQuantile(2, n, p)),
                1e-9
            );
        }

        Close(p, Distributions.Normal(Distributions.NormalQuantile(p)), 1e-11);
    }

    [Fact]
    public void The_ends_are_infinite()
    {
        Assert.Equal(double.PositiveInfinity, Distributions.NormalQuantile(1));
        Assert.Equal(double.NegativeInfinity, Distributions.StudentQuantile(3, 0));
        Assert.Equal(0, Distributions.FisherQuantile(1, 3, 0));
        Assert.Equal(0, Distributions.FisherTail(1, 3, double.PositiveInfinity));
        Assert.Equal(double.NaN, Distributions.NormalQuantile(double.NaN));
    }

    private static void Close(double expected, double actual, double relative = 1e-10) =>
        Assert.Equal(expected, actual, (relative * Math.Abs(expected)) + 1e-13);
}
