using FsCheck;
using FsCheck.Fluent;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Sequential;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Sequential;

public sealed class ChangeTestTests
{
    private const int Blocks = 34;
    private const double BlockError = 0.004;

    /// <summary>Standard errors that explain all scatter there is: nothing is added to them.</summary>
    private const double WideError = 0.02;

    [Fact]
    public void A_lasting_offset_of_any_size_is_no_change()
    {
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var change = Largest(Healthy(seed, offset: 0.05 * ((int)(seed % 7) - 3)));

            Assert.Equal(Largest(Healthy(seed, offset: 0)).Strength, change.Strength, 0.02);
        }
    }

    /// <summary>Of the noise that the test assumes: z is a standard normal for each change, and the largest of some 700 that depend on one another seldom reaches 3.75.</summary>
    [Fact]
    public void Of_runs_that_wander_as_healthy_ones_do_few_are_taken_for_changed()
    {
        var taken = Enumerable
            .Range(1, 1000)
            .Count(seed => Largest(Healthy((ulong)seed, offset: 0)).Strength > 1);

        Assert.InRange(taken, 0, 15);
    }

    [Theory]
    [InlineData(0.05, 8)]
    [InlineData(-0.05, 14)]
    [InlineData(0.08, 25)]
    public void A_step_is_found_where_it_is_and_by_how_much(double size, int from)
    {
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var residuals = Healthy(seed, offset: 0.03);
            for (var b = from; b < Blocks; b++)
            {
                residuals[b] += size;
            }

            var change = Largest(residuals);

            Assert.False(change.Gradual);
            Assert.InRange(change.From, from - 1, from + 1);
            Assert.InRange(change.Size / size, 0.5, 1.5);
        }
    }

    [Fact]
    public void A_slow_drift_is_found_as_such()
    {
        var gradual = 0;
        for (var seed = 1UL; seed <= 50; seed++)
        {
            var residuals = Healthy(seed, offset: -0.02);
            for (var b = 8; b < Blocks; b++)
            {
                residuals[b] += 0.14 * (b - 7) / (Blocks - 8);
            }

            var change = Largest(residuals);

            Assert.True(change.Strength > 1);
            gradual += change.Gradual ? 1 : 0;
        }

        Assert.InRange(gradual, 45, 50);
    }

    /// <summary>A healthy run may leave a plateau a little later: its residual follows the slope of the curve.</summary>
    [Fact]
    public void What_the_slope_of_the_curve_explains_is_no_change()
    {
        var timing = Enumerable.Range(0, Blocks).Select(b => b < 15 ? 0.07 : 0).ToArray();
        var residuals = Healthy(1, offset: 0).Zip(timing, (r, t) => r + t).ToArray();

        Assert.True(Largest(residuals).Strength > 1);
        Assert.InRange(ChangeTest.Largest(residuals, Errors(), timing)!.Strength, 0, 1);
    }

    /// <summary>The z of a known change, by generalised least squares with the whole covariance matrix at once.</summary>
    [Fact]
    public void The_statistic_is_that_of_generalised_least_squares()
    {
        var residuals = Healthy(5, offset: 0.01);
        for (var b = 12; b < Blocks; b++)
        {
            residuals[b] += 0.06;
        }

        var change = ChangeTest.Largest(residuals, Errors(WideError), new double[Blocks])!;
        var (size, z) = LeastSquares(residuals[..(change.Seen + 1)], change);

        Assert.Equal(size, change.Size, 1e-9);
        Assert.Equal(z, change.Z, 1e-6);
    }

    /// <summary>Standard errors of blocks with few logged steps are worth little: what scatters from block to block is no change, whatever they say. The median of 33 differences knows that scatter to a fifth.</summary>
    [Fact]
    public void Scatter_that_the_standard_errors_do_not_tell_of_is_no_change()
    {
        var taken = 0;
        for (var seed = 1UL; seed <= 200; seed++)
        {
            var random = new Xoshiro256(seed);
            double[] residuals =
            [
                .. Enumerable.Range(0, Blocks).Select(_ => 0.03 * SyntheticRuns.Normal(random)),
            ];
            taken += Largest(residuals).Strength > 1 ? 1 : 0;
        }

        Assert.InRange(taken, 0, 6);
    }

    [Fact]
    public void Mirrored_residuals_change_by_as_much_the_other_way() =>
        Prop.ForAll(
                Gen.Choose(1, 1_000_000).ToArbitrary(),
                seed =>
                {
                    var residuals = Healthy((ulong)seed, offset: 0.02);
                    var (up, down) = (Largest(residuals), Largest([.. residuals.Select(r => -r)]));
                    Assert.Equal(up.From, down.From);
                    Assert.Equal(up.Size, -down.Size, 1e-12);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Too_few_blocks_tell_of_no_change(int blocks) =>
        Assert.Null(ChangeTest.Largest(new double[blocks], new double[blocks], new double[blocks]));

    [Fact]
    public void Spans_of_different_length_are_refused() =>
        Assert.Throws<ArgumentException>(() =>
            ChangeTest.Largest(new double[8], new double[7], new double[8])
        );

    private static (double Size, double Z) LeastSquares(double[] residuals, TrackChange change)
    {
        var n = residuals.Length;
        var covariance = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                covariance[(i * n) + j] =
                    1
                    + (0.004 * 0.004 * Math.Min(i, j))
                    + (i == j ? (WideError * WideError) + (0.006 * 0.006) : 0);
            }
        }

        var inverse = SmallCholesky.Invert(covariance, n)!;
        double product = 0,
            information = 0;
        for (var i = change.From; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                product += inverse[(i * n) + j] * residuals[j];
                information += j < change.From ? 0 : inverse[(i * n) + j];
            }
        }

        return (product / information, product / Math.Sqrt(information));
    }

    private static TrackChange Largest(double[] residuals) =>
        ChangeTest.Largest(residuals, Errors(), new double[residuals.Length])!;

    private static double[] Errors(double error = BlockError) =>
        [.. Enumerable.Repeat(error, Blocks)];

    private static double[] Healthy(ulong seed, double offset)
    {
        var random = new Xoshiro256(seed);
        var level = offset;
        var residuals = new double[Blocks];
        for (var b = 0; b < Blocks; b++)
        {
            level += 0.004 * SyntheticRuns.Normal(random);
            residuals[b] =
                level
                + (0.006 * SyntheticRuns.Normal(random))
                + (BlockError * SyntheticRuns.Normal(random));
        }

        return residuals;
    }
}
