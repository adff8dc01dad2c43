using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// log L = log(exp e + exp(a - alpha u) + exp(b - beta v)) with u, v centred logs: value, gradient and exact Hessian of the weighted
/// sum of Huber losses, plus the prior on the exponents, in one pass. A law without a floor or without the second term has e or b at minus infinity.
/// </summary>
/// <remarks>The z of a log-sum-exp are linear in the parameters, so the Hessian needs only softmax weights (Hoffmann et al. 2022, eq. 3).</remarks>
internal sealed class AdditiveKernel(double[] u, double[] v, double[] y)
{
    /// <summary>Parameters in the order e, a, b, alpha, beta.</summary>
    public const int Size = 5;

    public int Count => y.Length;

    public double LeastLogLoss { get; } = y.Min();

    public ReadOnlySpan<double> U => u;

    public ReadOnlySpan<double> V => v;

    public ReadOnlySpan<double> Y => y;

    /// <summary>Half the sum of squares or the sum of Huber losses of the points, with the prior; fills gradient (5), Hessian (5 x 5, full) and damping (5): the diagonal of the reweighted
    /// least-squares Hessian, positive also where no point lies in the quadratic zone and the exact one vanishes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Evaluate(
        PackedPoints points,
        ReadOnlySpan<double> theta,
        double delta,
        in ExponentPrior prior,
        Span<double> gradient,
        Span<double> hessian,
        Span<double> damping
    )
    {
        var hasFloor = !double.IsNegativeInfinity(theta[0]);
        var hasSecond = !double.IsNegativeInfinity(theta[2]);
        double alpha = theta[3],
            beta = theta[4];

        // Everything relative to a term that does not depend on the point: no maximum, and one exponential less.
        var reference = hasFloor ? theta[0] : theta[1];
        var floor = hasFloor ? Vector256<double>.One : Vector256<double>.Zero;
        var base1 = Vector256.Create(theta[1] - reference);
        var base2 = Vector256.Create(hasSecond ? theta[2] - reference : 0);
        Vector256<double> slope1 = Vector256.Create(-alpha),
            slope2 = Vector256.Create(-beta),
            offset = Vector256.Create(reference),
            width = Vector256.Create(delta),
            half = Vector256.Create(0.5);
        Vector256<double> f = default,
            g0 = default,
            g1 = default,
            g2 = default,
            g3 = default,
            g4 = default;
        Vector256<double> h00 = default,
            h01 = default,
            h02 = default,
            h03 = default,
            h04 = default,
            h11 = default,
            h12 = default,
            h13 = default,
            h14 = default,
            h22 = default,
            h23 = default,
            h24 = default,
            h33 = default,
            h34 = default,
            h44 = default;
        Vector256<double> m0 = default,
            m1 = default,
            m2 = default,
            m3 = default,
            m4 = default;
        ReadOnlySpan<Vector256<double>> us = points.U,
            vs = points.V,
            ys = points.Y,
            ws = points.W;
        for (var i = 0; i < us.Length; i++)
        {
            Vector256<double> u = us[i],
                v = vs[i],
                w = ws[i];
            var q1 = Elementary.Exp(Vector256.FusedMultiplyAdd(slope1, u, base1));
            var q2 = hasSecond
                ? Elementary.Exp(Vector256.FusedMultiplyAdd(slope2, v, base2))
                : Vector256<double>.Zero;
            var sum = floor + q1 + q2;
            var r = Elementary.Log(sum) + offset - ys[i];
            var inverse = Vector256<double>.One / sum;
            var q0 = floor * inverse;
            q1 *= inverse;
            q2 *= inverse;
            Vector256<double> q3 = -u * q1,
                q4 = -v * q2;

            // The clipped residual gives both zones of the Huber loss: c (|r| - c/2), c = min(|r|, delta).
            var size = Vector256.Abs(r);
            var inside = Vector256.LessThanOrEqual(size, width);
            var clipped = Vector256.ConditionalSelect(inside, size, width);
            f += w * clipped * (size - (half * clipped));
            var psi =
                w
                * Vector256.ConditionalSelect(
                    inside,
                    r,
                    Vector256.ConditionalSelect(
                        Vector256.LessThan(r, Vector256<double>.Zero),
                        -width,
                        width
                    )
                );
            var majorant = Vector256.ConditionalSelect(inside, w, w * width / size);
            var curvature = Vector256.ConditionalSelect(inside, w, Vector256<double>.Zero) - psi;

            Vector256<double> p0 = psi * q0,
                p1 = psi * q1,
                p2 = psi * q2,
                p3 = psi * q3,
                p4 = psi * q4;
            g0 += p0;
            g1 += p1;
            g2 += p2;
            g3 += p3;
            g4 += p4;
            Vector256<double> c0 = curvature * q0,
                c1 = curvature * q1,
                c2 = curvature * q2,
                c3 = curvature * q3,
                c4 = curvature * q4;
            h00 += Vector256.FusedMultiplyAdd(c0, q0, p0);
            h01 = Vector256.FusedMultiplyAdd(c0, q1, h01);
            h02 = Vector256.FusedMultiplyAdd(c0, q2, h02);
            h03 = Vector256.FusedMultiplyAdd(c0, q3, h03);
            h04 = Vector256.FusedMultiplyAdd(c0, q4, h04);
            h11 += Vector256.FusedMultiplyAdd(c1, q1, p1);
            h12 = Vector256.FusedMultiplyAdd(c1, q2, h12);
            h13 += Vector256.FusedMultiplyAdd(c1, q3, p3);
            h14 = Vector256.FusedMultiplyAdd(c1, q4, h14);
            h22 += Vector256.FusedMultiplyAdd(c2, q2, p2);
            h23 = Vector256.FusedMultiplyAdd(c2, q3, h23);
            h24 += Vector256.FusedMultiplyAdd(c2, q4, p4);
            h33 += Vector256.FusedMultiplyAdd(c3, q3, -u * p3);
            h34 = Vector256.FusedMultiplyAdd(c3, q4, h34);
            h44 += Vector256.FusedMultiplyAdd(c4, q4, -v * p4);
            m0 = Vector256.FusedMultiplyAdd(majorant * q0, q0, m0);
            m1 = Vector256.FusedMultiplyAdd(majorant * q1, q1, m1);
            m2 = Vector256.FusedMultiplyAdd(majorant * q2, q2, m2);
            m3 = Vector256.FusedMultiplyAdd(majorant * q3, q3, m3);
            m4 = Vector256.FusedMultiplyAdd(majorant * q4, q4, m4);
        }

        double offAlpha = alpha - prior.Mean,
            offBeta = beta - prior.Mean,
            onBeta = prior.Precision * prior.OnBeta;
        gradient[0] = Elementary.Sum(g0);
        gradient[1] = Elementary.Sum(g1);
        gradient[2] = Elementary.Sum(g2);
        gradient[3] = Elementary.Sum(g3) + (prior.Precision * offAlpha);
        gradient[4] = Elementary.Sum(g4) + (onBeta * offBeta);
        damping[0] = Elementary.Sum(m0);
        damping[1] = Elementary.Sum(m1);
        damping[2] = Elementary.Sum(m2);
        damping[3] = Elementary.Sum(m3) + prior.Precision;
        damping[4] = Elementary.Sum(m4) + onBeta;
        hessian[0] = Elementary.Sum(h00);
        hessian[1] = hessian[5] = Elementary.Sum(h01);
        hessian[2] = hessian[10] = Elementary.Sum(h02);
        hessian[3] = hessian[15] = Elementary.Sum(h03);
        hessian[4] = hessian[20] = Elementary.Sum(h04);
        hessian[6] = Elementary.Sum(h11);
        hessian[7] = hessian[11] = Elementary.Sum(h12);
        hessian[8] = hessian[16] = Elementary.Sum(h13);
        hessian[9] = hessian[21] = Elementary.Sum(h14);
        hessian[12] = Elementary.Sum(h22);
        hessian[13] = hessian[17] = Elementary.Sum(h23);
        hessian[14] = hessian[22] = Elementary.Sum(h24);
        hessian[18] = Elementary.Sum(h33) + prior.Precision;
        hessian[19] = hessian[23] = Elementary.Sum(h34);
        hessian[24] = Elementary.Sum(h44) + onBeta;
        return Elementary.Sum(f)
            + (0.5 * ((prior.Precision * offAlpha * offAlpha) + (onBeta * offBeta * offBeta)));
    }

    /// <summary>The same points about another centre.</summary>
    public AdditiveKernel Shifted(double byU, double byV) =>
        new(Array.ConvertAll(u, x => x - byU), Array.ConvertAll(v, x => x - byV), y);

    /// <summary>log L predicted minus observed.</summary>
    public void Residuals(ReadOnlySpan<double> theta, Span<double> residuals)
    {
        for (var i = 0; i < y.Length; i++)
        {
            residuals[i] = LogLoss(theta, u[i], v[i]) - y[i];
        }
    }

    /// <summary>log L at centred logs u, v.</summary>
    public static double LogLoss(ReadOnlySpan<double> theta, double u, double v)
    {
        double z1 = theta[1] - (theta[3] * u),
            z2 = theta[2] - (theta[4] * v);
        var top = Math.Max(theta[0], Math.Max(z1, z2));
        return top
            + Elementary.Log(
                Elementary.Exp(theta[0] - top) + Elementary.Exp(z1 - top) + Elementary.Exp(z2 - top)
            );
    }

    /// <summary>d log L / d theta at centred logs u, v.</summary>
    public static void Gradient(
        ReadOnlySpan<double> theta,
        double u,
        double v,
        Span<double> gradient
    )
    {
        var log = LogLoss(theta, u, v);
        gradient[0] = Elementary.Exp(theta[0] - log);
        gradient[1] = Elementary.Exp(theta[1] - (theta[3] * u) - log);
        gradient[2] = Elementary.Exp(theta[2] - (theta[4] * v) - log);
        gradient[3] = -u * gradient[1];
        gradient[4] = -v * gradient[2];
    }
}

/// <summary>A normal prior on the exponents; precision 0 is none.</summary>
internal readonly record struct ExponentPrior(double Mean, double Precision, double OnBeta);
