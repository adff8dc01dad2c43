using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>
/// L = exp(e) + exp(a - exp(k) u): a power law with a floor, weighted (x/xmax)^1.25, prior k ~ N(-.3, .5). Weights and robust loss halve the error of the same form fitted
/// plainly; the prior acts on short and noisy curves only. Settings estimated on the 72 vision curves of Alabdulmohsin et al. 2022.
/// </summary>
internal sealed class FlooredCurve : CurveLaw
{
    private const double PriorMean = -0.3;
    private const double PriorDeviation = 0.5;

    private static readonly double[] FloorShares = [0.02, 0.3, 0.6, 0.85, 0.97];

    public static FlooredCurve Instance { get; } = new();

    public override int Size => 3;

    public override double WeightPower => 1.25;

    public override (double[] Lower, double[] Upper) Bounds(CurvePoints points) =>
        (
            [-25, double.NegativeInfinity, -6],
            [double.PositiveInfinity, double.PositiveInfinity, 2.5]
        );

    public override IEnumerable<double[]> Starts(CurvePoints points)
    {
        foreach (var share in FloorShares)
        {
            var (floor, level, slope) = FlooredLine.Of(points, share);
            yield return [floor, level, Elementary.Log(Math.Clamp(slope, 0.01, 8))];
        }
    }

    public override double LogLoss(ReadOnlySpan<double> theta, double u) =>
        theta[0]
        + Elementary.Log(1 + Elementary.Exp(theta[1] - (Elementary.Exp(theta[2]) * u) - theta[0]));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(
        CurvePoints points,
        ReadOnlySpan<double> theta,
        double delta,
        Span<double> gradient,
        Span<double> hessian
    )
    {
        var slope = Vector256.Create(-Elementary.Exp(theta[2]));
        Vector256<double> level = Vector256.Create(theta[1] - theta[0]),
            floor = Vector256.Create(theta[0]),
            width = Vector256.Create(delta);
        Vector256<double> f = default,
            g0 = default,
            g1 = default,
            g2 = default,
            h00 = default,
            h01 = default,
            h02 = default,
            h11 = default,
            h12 = default,
            h22 = default;
        ReadOnlySpan<Vector256<double>> us = points.BlocksOfU,
            ys = points.BlocksOfY,
            ws = points.BlocksOfW;
        for (var i = 0; i < us.Length; i++)
        {
            var change = slope * us[i];
            var q = Elementary.Exp(level + change);
            var sum = Vector256<double>.One + q;
            var r = floor + Elementary.Log(sum) - ys[i];
            var d0 = Vector256<double>.One / sum;
            var d1 = q * d0;
            var d2 = change * d1;
            f += Huber(r, ws[i], width, out var psi, out var w);
            g0 = Vector256.FusedMultiplyAdd(psi, d0, g0);
            g1 = Vector256.FusedMultiplyAdd(psi, d1, g1);
            g2 = Vector256.FusedMultiplyAdd(psi, d2, g2);
            Vector256<double> w0 = w * d0,
                w1 = w * d1;
            h00 = Vector256.FusedMultiplyAdd(w0, d0, h00);
            h01 = Vector256.FusedMultiplyAdd(w0, d1, h01);
            h02 = Vector256.FusedMultiplyAdd(w0, d2, h02);
            h11 = Vector256.FusedMultiplyAdd(w1, d1, h11);
            h12 = Vector256.FusedMultiplyAdd(w1, d2, h12);
            h22 = Vector256.FusedMultiplyAdd(w * d2, d2, h22);
        }

        gradient[0] += Elementary.Sum(g0);
        gradient[1] += Elementary.Sum(g1);
        gradient[2] += Elementary.Sum(g2);
        ReadOnlySpan<double> upper =
        [
            Elementary.Sum(h00),
            Elementary.Sum(h01),
            Elementary.Sum(h02),
            Elementary.Sum(h11),
            Elementary.Sum(h12),
            Elementary.Sum(h22),
        ];
        for (int i = 0, k = 0; i < 3; i++)
        {
            for (var j = i; j < 3; j++, k++)
            {
                hessian[(i * 3) + j] += upper[k];
                hessian[(j * 3) + i] = hessian[(i * 3) + j];
            }
        }

        return Elementary.Sum(f);
    }

    public override double Prior(
        ReadOnlySpan<double> theta,
        double strength,
        Span<double> gradient,
        Span<double> hessian
    ) => Normal(theta, 2, Size, PriorMean, PriorDeviation, strength, gradient, hessian);
}
