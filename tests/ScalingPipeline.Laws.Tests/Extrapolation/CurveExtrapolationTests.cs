using ScalingPipeline.Laws.Extrapolation;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Tests.Data;

namespace ScalingPipeline.Laws.Tests.Extrapolation;

public sealed class CurveExtrapolationTests
{
    private static readonly PowerLaw Law = new(0.2, 3e4, 0.4);

    [Fact]
    public void A_clean_power_law_is_continued()
    {
        var (x, loss) = Curve(noise: 0);

        var curve = CurveExtrapolation.Of(x, loss)!;

        Assert.Equal(1, curve.Loss(2e8) / Law.Loss(2e8), 2e-3);
        Assert.Equal("nominal", curve.At(2e8).Calibration);
    }

    [Fact]
    public void A_noisy_curve_gets_a_wider_interval_that_grows_with_distance()
    {
        var quiet = CurveExtrapolation.Of(Curve(0.002).X, Curve(0.002).Loss)!;
        var loud = CurveExtrapolation.Of(Curve(0.02).X, Curve(0.02).Loss)!;

        Assert.True(Width(loud, 1.5e8) > 3 * Width(quiet, 1.5e8));
        Assert.True(Width(loud, 4e8) > Width(loud, 1.1e8));
        Assert.StartsWith("provisional", loud.At(4e8).Calibration, StringComparison.Ordinal);
        Assert.Equal(0, loud.At(5e7).Decades);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_a_single_bit()
    {
        var (x, loss) = Curve(0.01);
        x[7] = x[8];
        var straight = CurveExtrapolation.Of(x, loss)!;
        Array.Reverse(x);
        Array.Reverse(loss);

        var turned = CurveExtrapolation.Of(x, loss)!;

        Assert.Equal(straight.At(3e8), turned.At(3e8));
    }

    [Fact]
    public void Another_unit_of_x_changes_nothing_but_the_unit()
    {
        var (x, loss) = Curve(0.01);
        var curve = CurveExtrapolation.Of(x, loss)!;

        var scaled = CurveExtrapolation.Of(Array.ConvertAll(x, v => 2048 * v), loss)!;

        Assert.Equal(curve.Loss(3e8), scaled.Loss(2048 * 3e8), 1e-6);
    }

    [Fact]
    public void A_gross_outlier_hardly_moves_the_forecast()
    {
        var (x, loss) = Curve(0.005);
        var before = CurveExtrapolation.Of(x, loss)!.Loss(2e8);
        loss[^5] *= 3;

        var after = CurveExtrapolation.Of(x, loss)!.Loss(2e8);

        Assert.Equal(1, after / before, 0.01);
    }

    [Fact]
    public void Four_points_are_not_identified()
    {
        Assert.Null(CurveExtrapolation.Of([1, 2, 3, 4, 4], [4, 3, 2, 1, 1]));
        Assert.NotNull(CurveExtrapolation.Of([1, 2, 3, 4, 5], [4, 3, 2.5, 2.2, 2]));
    }

    [Fact]
    public void A_loss_that_is_not_positive_is_refused_with_its_row()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            CurveExtrapolation.Of([1, 2, 3, 4, 5], [4, 3, 0, 1, 1])
        );

        Assert.Contains("Row 2", error.Message, StringComparison.Ordinal);
    }

    private static double Width(CurveExtrapolation curve, double x) =>
        Math.Log(curve.At(x).High / curve.At(x).Low);

    private static (double[] X, double[] Loss) Curve(double noise)
    {
        var random = new Xoshiro256(5);
        double[] x = [.. Enumerable.Range(0, 40).Select(i => 1e5 * Math.Pow(10, 3.0 * i / 39))];
        return (
            x,
            Array.ConvertAll(x, v => Law.Loss(v) * Math.Exp(noise * SyntheticRuns.Normal(random)))
        );
    }
}
