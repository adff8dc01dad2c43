using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Extrapolation;

/// <summary>Levenberg-Marquardt within bounds on the reweighted normal equations of a <see cref="CurveLaw"/>. Belongs to one curve and one thread.</summary>
internal sealed class CurveSolver
{
    private readonly CurveLaw law;
    private readonly CurvePoints points;
    private readonly double[] lower;
    private readonly double[] upper;
    private readonly int n;
    private double[] gradient;
    private double[] hessian;
    private double[] trialGradient;
    private double[] trialHessian;
    private readonly double[] trial;
    private readonly double[] system;
    private readonly double[] step;
    private readonly int[] active;

    public CurveSolver(CurveLaw law, CurvePoints points)
    {
        this.law = law;
        this.points = points;
        n = law.Size;
        (lower, upper) = law.Bounds(points);
        gradient = new double[n];
        hessian = new double[n * n];
        trialGradient = new double[n];
        trialHessian = new double[n * n];
        trial = new double[n];
        system = new double[n * n];
        step = new double[n];
        active = new int[n];
    }

    /// <summary>Moves theta downhill for at most so many passes over the points; returns the objective.</summary>
    /// <param name="theta">Start and result.</param>
    /// <param name="delta">Huber width; infinite for least squares.</param>
    /// <param name="strength">Strength s^2 of the prior.</param>
    /// <param name="passes">Limit.</param>
    public double Minimise(double[] theta, double delta, double strength, int passes)
    {
        for (var i = 0; i < n; i++)
        {
            theta[i] = Math.Clamp(theta[i], lower[i], upper[i]);
        }

        var f = Evaluate(theta, delta, strength, gradient, hessian);
        var lambda = 1e-3;
        for (var pass = 1; pass < passes && double.IsFinite(f); )
        {
            var count = ActiveSet(theta);
            if (count == 0 || !TryStep(count, lambda, out var decrement))
            {
                lambda *= 8;
                if (count == 0 || lambda > 1e12)
                {
                    break;
                }

                continue;
            }

            if (decrement <= (1e-10 * f) + 1e-18)
            {
                break;
            }

            theta.CopyTo(trial, 0);
            for (var k = 0; k < count; k++)
            {
                var i = active[k];
                trial[i] = Math.Clamp(trial[i] + step[k], lower[i], upper[i]);
            }

            var next = Evaluate(trial, delta, strength, trialGradient, trialHessian);
            pass++;
            if (next < f)
            {
                trial.CopyTo(theta, 0);
                (gradient, trialGradient) = (trialGradient, gradient);
                (hessian, trialHessian) = (trialHessian, hessian);
                f = next;
                lambda = Math.Max(lambda / 10, 1e-9);
            }
            else
            {
                lambda *= 8;
                if (lambda > 1e12)
                {
                    break;
                }
            }
        }

        return f;
    }

    private double Evaluate(
        double[] theta,
        double delta,
        double strength,
        double[] intoGradient,
        double[] intoHessian
    )
    {
        Array.Clear(intoGradient);
        Array.Clear(intoHessian);
        var f = law.Evaluate(points, theta, delta, intoGradient, intoHessian);
        return f + law.Prior(theta, strength, intoGradient, intoHessian);
    }

    private int ActiveSet(double[] theta)
    {
        var count = 0;
        for (var i = 0; i < n; i++)
        {
            var held =
                (theta[i] <= lower[i] && gradient[i] > 0)
                || (theta[i] >= upper[i] && gradient[i] < 0);
            if (!held)
            {
                active[count++] = i;
            }
        }

        return count;
    }

    private bool TryStep(int count, double lambda, out double decrement)
    {
        var moving = active.AsSpan(0, count);
        DampedStep.Assemble(system, hessian, n, moving, hessian, n + 1, lambda);
        return DampedStep.TrySolve(system, gradient, moving, step, out decrement);
    }
}
