using System.Runtime.CompilerServices;

namespace ScalingPipeline.Laws.Fitting;

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

    public ReadOnlySpan<double> U => u;

    public ReadOnlySpan<double> V => v;

    public ReadOnlySpan<double> Y => y;

    /// <summary>Half the sum of squares or the sum of Huber losses, with the prior; fills gradient (5), Hessian (5 x 5, full) and damping (5): the diagonal of the reweighted
    /// least-squares Hessian, positive also where no point lies in the quadratic zone and the exact one vanishes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Evaluate(
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> weight,
        double delta,
        in ExponentPrior prior,
        Span<double> gradient,
        Span<double> hessian,
        Span<double> damping
    )
    {
        double e = theta[0],
            a = theta[1],
            b = theta[2],
            alpha = theta[3],
            beta = theta[4];
        double f = 0,
            g0 = 0,
            g1 = 0,
            g2 = 0,
            g3 = 0,
            g4 = 0;
        double h00 = 0,
            h01 = 0,
            h02 = 0,
            h03 = 0,
            h04 = 0,
            h11 = 0,
            h12 = 0,
            h13 = 0,
            h14 = 0;
        double h22 = 0,
            h23 = 0,
            h24 = 0,
            h33 = 0,
            h34 = 0,
            h44 = 0;
        double d0 = 0,
            d1 = 0,
            d2 = 0,
            d3 = 0,
            d4 = 0,
            d13 = 0,
            d24 = 0;
        double m0 = 0,
            m1 = 0,
            m2 = 0,
            m3 = 0,
            m4 = 0;
        for (var i = 0; i < y.Length; i++)
        {
            var w = weight[i];
            if (w == 0)
            {
                continue;
            }

            double ui = u[i],
                vi = v[i];
            double z1 = a - (alpha * ui),
                z2 = b - (beta * vi);
            var top = Math.Max(e, Math.Max(z1, z2));
            double q0 = Math.Exp(e - top),
                q1 = Math.Exp(z1 - top),
                q2 = Math.Exp(z2 - top);
            var sum = q0 + q1 + q2;
            var r = top + Math.Log(sum) - y[i];
            var inverse = 1 / sum;
            q0 *= inverse;
            q1 *= inverse;
            q2 *= inverse;
            double q3 = -ui * q1,
                q4 = -vi * q2;

            var size = Math.Abs(r);
            double psi,
                curvature,
                majorant = w;
            if (size <= delta)
            {
                f += w * 0.5 * r * r;
                psi = w * r;
                curvature = w - psi;
            }
            else
            {
                f += w * delta * (size - (0.5 * delta));
                psi = w * Math.CopySign(delta, r);
                majorant = w * delta / size;
                curvature = -psi;
            }

            g0 += psi * q0;
            g1 += psi * q1;
            g2 += psi * q2;
            g3 += psi * q3;
            g4 += psi * q4;
            double c0 = curvature * q0,
                c1 = curvature * q1,
                c2 = curvature * q2,
                c3 = curvature * q3;
            h00 += c0 * q0;
            h01 += c0 * q1;
            h02 += c0 * q2;
            h03 += c0 * q3;
            h04 += c0 * q4;
            h11 += c1 * q1;
            h12 += c1 * q2;
            h13 += c1 * q3;
            h14 += c1 * q4;
            h22 += c2 * q2;
            h23 += c2 * q3;
            h24 += c2 * q4;
            h33 += c3 * q3;
            h34 += c3 * q4;
            h44 += curvature * q4 * q4;
            m0 += majorant * q0 * q0;
            m1 += majorant * q1 * q1;
            m2 += majorant * q2 * q2;
            m3 += majorant * q3 * q3;
            m4 += majorant * q4 * q4;
            double p1 = psi * q1,
                p2 = psi * q2;
            d0 += psi * q0;
            d1 += p1;
            d2 += p2;
            d13 -= p1 * ui;
            d24 -= p2 * vi;
            d3 += p1 * ui * ui;
            d4 += p2 * vi * vi;
        }

        double offAlpha = alpha - prior.Mean,
            offBeta = beta - prior.Mean;
        f += 0.5 * prior.Precision * ((offAlpha * offAlpha) + (prior.OnBeta * offBeta * offBeta));
        damping[0] = m0;
        damping[1] = m1;
        damping[2] = m2;
        damping[3] = m3 + prior.Precision;
        damping[4] = m4 + (prior.Precision * prior.OnBeta);
        gradient[0] = g0;
        gradient[1] = g1;
        gradient[2] = g2;
        gradient[3] = g3 + (prior.Precision * offAlpha);
        gradient[4] = g4 + (prior.Precision * prior.OnBeta * offBeta);
        ReadOnlySpan<double> upper =
        [
            h00 + d0,
            h01,
            h02,
            h03,
            h04,
            h11 + d1,
            h12,
            h13 + d13,
            h14,
            h22 + d2,
            h23,
            h24 + d24,
            h33 + d3 + prior.Precision,
            h34,
            h44 + d4 + (prior.Precision * prior.OnBeta),
        ];
        var k = 0;
        for (var i = 0; i < Size; i++)
        {
            for (var j = i; j < Size; j++)
            {
                hessian[(i * Size) + j] = hessian[(j * Size) + i] = upper[k++];
            }
        }

        return f;
    }

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
        return top + Math.Log(Math.Exp(theta[0] - top) + Math.Exp(z1 - top) + Math.Exp(z2 - top));
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
        gradient[0] = Math.Exp(theta[0] - log);
        gradient[1] = Math.Exp(theta[1] - (theta[3] * u) - log);
        gradient[2] = Math.Exp(theta[2] - (theta[4] * v) - log);
        gradient[3] = -u * gradient[1];
        gradient[4] = -v * gradient[2];
    }
}

/// <summary>A normal prior on the exponents; precision 0 is none.</summary>
internal readonly record struct ExponentPrior(double Mean, double Precision, double OnBeta);
