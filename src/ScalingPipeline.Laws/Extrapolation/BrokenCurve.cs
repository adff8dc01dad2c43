using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>
/// One smooth break (Caballero et al., arXiv 2210.14891): L = E + exp(a) x^-c0 (1 + (x/d)^(1/f))^(-c1 f), in u = ln(x/xmax). Parameters ln E, a, c0, the last slope c0 + c1, ln d, ln f.
/// The break must lie inside the data. Weighted (x/xmax)^.5; priors c0 ~ N(.2, .5), c1 ~ N(0, .5), ln f ~ N(-.7, .7): half or twice as wide they forecast worse.
/// Settings estimated on the 72 vision curves of Alabdulmohsin et al. 2022.
/// </summary>
internal sealed class BrokenCurve : CurveLaw
{
    private const int N = 6;
    private const double LeastLastSlope = 0.001;

    private static readonly double[] FloorShares = [0.05, 0.8];
    private static readonly double[] Breaks = [0.8, 0.5, 0.2];
    private static readonly double[] Changes = [-0.2, 0.4];

    public static BrokenCurve Instance { get; } = new();

    public override int Size => N;

    public override double WeightPower => 0.5;

    public override (double[] Lower, double[] Upper) Bounds(CurvePoints points) =>
        (
            [-25, double.NegativeInfinity, 0, LeastLastSlope, points.U[0], -3],
            [double.PositiveInfinity, double.PositiveInfinity, 3, double.PositiveInfinity, 0, 2]
        );

    public override IEnumerable<double[]> Starts(CurvePoints points)
    {
        foreach (var share in FloorShares)
        {
            var (floor, level, slope) = FlooredLine.Of(points, share);
            var c0 = Math.Clamp(slope, 0.01, 2.9);
            foreach (var at in Breaks)
            {
                foreach (var change in Changes)
                {
                    yield return
                    [
                        floor,
                        level,
                        c0,
                        c0 + (change * c0),
                        (1 - at) * points.U[0],
                        -0.7,
                    ];
                }
            }
        }
    }

    public override double LogLoss(ReadOnlySpan<double> theta, double u)
    {
        var f = Elementary.Exp(theta[5]);
        var s = (u - theta[4]) / f;
        var softplus = Math.Max(s, 0) + Elementary.Log(1 + Elementary.Exp(-Math.Abs(s)));
        var z = theta[1] - (theta[2] * u) - ((theta[3] - theta[2]) * f * softplus);
        return theta[0] + Elementary.Log(1 + Elementary.Exp(z - theta[0]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override double Evaluate(
        CurvePoints points,
        ReadOnlySpan<double> theta,
        double delta,
        Span<double> gradient,
        Span<double> hessian
    )
    {
        var f = Elementary.Exp(theta[5]);
        var c1 = theta[3] - theta[2];
        Vector256<double> one = Vector256<double>.One,
            level = Vector256.Create(theta[1] - theta[0]),
            floor = Vector256.Create(theta[0]),
            first = Vector256.Create(-theta[2]),
            at = Vector256.Create(theta[4]),
            sharpness = Vector256.Create(1 / f),
            change = Vector256.Create(c1),
            width = Vector256.Create(delta),
            broadness = Vector256.Create(f),
            value = default;
        Span<Vector256<double>> d = stackalloc Vector256<double>[N];
        Span<Vector256<double>> g = stackalloc Vector256<double>[N];
        Span<Vector256<double>> h = stackalloc Vector256<double>[N * (N + 1) / 2];
        g.Clear();
        h.Clear();
        ReadOnlySpan<Vector256<double>> us = points.BlocksOfU,
            ys = points.BlocksOfY,
            ws = points.BlocksOfW;
        for (var i = 0; i < us.Length; i++)
        {
            var u = us[i];
            var s = (u - at) * sharpness;
            var size = Vector256.Abs(s);
            var small = Elementary.Exp(-size);
            var whole = one + small;
            var positive = Vector256.GreaterThan(s, Vector256<double>.Zero);
            var softplus =
                Vector256.ConditionalSelect(positive, s, Vector256<double>.Zero)
                + Elementary.Log(whole);
            var logistic = Vector256.ConditionalSelect(positive, one, small) / whole;
            var bend = broadness * softplus;
            var q = Elementary.Exp(level + (first * u) - (change * bend));
            var sum = one + q;
            var r = floor + Elementary.Log(sum) - ys[i];
            var d0 = one / sum;
            var d1 = q * d0;
            d[0] = d0;
            d[1] = d1;
            d[2] = d1 * (bend - u);
            d[3] = -d1 * bend;
            d[4] = d1 * change * logistic;
            d[5] = -d1 * change * (bend - (broadness * logistic * s));
            value += Huber(r, ws[i], width, out var psi, out var w);
            for (int k = 0, m = 0; k < N; k++)
            {
                g[k] = Vector256.FusedMultiplyAdd(psi, d[k], g[k]);
                var wd = w * d[k];
                for (var l = k; l < N; l++, m++)
                {
                    h[m] = Vector256.FusedMultiplyAdd(wd, d[l], h[m]);
                }
            }
        }

        for (int k = 0, m = 0; k < N; k++)
        {
            gradient[k] += Elementary.Sum(g[k]);
            for (var l = k; l < N; l++, m++)
            {
                hessian[(k * N) + l] += Elementary.Sum(h[m]);
                hessian[(l * N) + k] = hessian[(k * N) + l];
            }
        }

        return Elementary.Sum(value);
    }

    public override double Prior(
        ReadOnlySpan<double> theta,
        double strength,
        Span<double> gradient,
        Span<double> hessian
    )
    {
        // c1 is the difference of two parameters.
        var precision = strength / 0.25;
        var c1 = theta[3] - theta[2];
        gradient[2] -= precision * c1;
        gradient[3] += precision * c1;
        hessian[(2 * N) + 2] += precision;
        hessian[(3 * N) + 3] += precision;
        hessian[(2 * N) + 3] -= precision;
        hessian[(3 * N) + 2] -= precision;
        return (0.5 * precision * c1 * c1)
            + Normal(theta, 2, N, 0.2, 0.5, strength, gradient, hessian)
            + Normal(theta, 5, N, -0.7, 0.7, strength, gradient, hessian);
    }
}
