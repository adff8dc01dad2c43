using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>
/// Damped full Newton on <see cref="AdditiveKernel"/>: lambda times the kernel's damping is added, less of it after a success, eightfold after a failure. Bounds are kept by
/// projection. All buffers are allocated once; an instance belongs to one thread.
/// </summary>
internal sealed class NewtonSolver
{
    private const int Size = AdditiveKernel.Size;

    /// <summary>Far from the minimum a step in a curved valley fails as soon as the damping is lowered tenfold: a quarter costs fewer passes there.</summary>
    private const double LowerFar = 4;

    private const double LowerNear = 10;
    private const double NearNewton = 1e-4;
    private const double Raise = 8;
    private const double FirstDamping = 1e-3;

    private readonly AdditiveKernel kernel;
    private readonly PackedPoints points;
    private readonly int[] free;
    private readonly double[] lower;
    private readonly double[] upper = AdditiveForm.Upper;
    private readonly double[] gradient = new double[Size];
    private readonly double[] hessian = new double[Size * Size];
    private readonly double[] trialGradient = new double[Size];
    private readonly double[] trialHessian = new double[Size * Size];
    private readonly double[] damping = new double[Size];
    private readonly double[] trialDamping = new double[Size];
    private readonly double[] trial = new double[Size];
    private readonly double[] system = new double[Size * Size];
    private readonly double[] step = new double[Size];
    private readonly int[] active = new int[Size];

    /// <param name="kernel">The points.</param>
    /// <param name="form">The law.</param>
    /// <param name="held">A parameter that stays where it is; -1 for none.</param>
    public NewtonSolver(AdditiveKernel kernel, AdditiveForm form, int held = -1)
    {
        this.kernel = kernel;
        points = new PackedPoints(kernel.Count);
        free = Array.FindAll(form.Free, i => i != held);
        lower = AdditiveForm.Lower(kernel.LeastLogLoss);
    }

    /// <summary>Moves <paramref name="theta"/> to a minimum; the objective is in the kernel's convention.</summary>
    public Minimum Minimise(
        double[] theta,
        ReadOnlySpan<double> weight,
        double delta,
        in ExponentPrior prior,
        int maxIterations
    )
    {
        foreach (var i in free)
        {
            theta[i] = Math.Clamp(theta[i], lower[i], upper[i]);
        }

        points.Fill(kernel, weight);
        var f = AdditiveKernel.Evaluate(points, theta, delta, prior, gradient, hessian, damping);
        if (!double.IsFinite(f))
        {
            return new Minimum(f, ExitReason.NotFinite, double.NaN, 1);
        }

        var lambda = FirstDamping;
        for (var evaluations = 1; evaluations < maxIterations; )
        {
            var count = ActiveSet(theta);
            if (count == 0 || !TryStep(count, lambda, out var decrement))
            {
                if (count == 0)
                {
                    return new Minimum(f, ExitReason.Converged, 0, evaluations);
                }

                lambda *= Raise;
                if (lambda > 1e14)
                {
                    return new Minimum(
                        f,
                        ExitReason.NoFurtherDecrease,
                        GradientNorm(count),
                        evaluations
                    );
                }

                continue;
            }

            if (lambda < 1e-2 && decrement <= (1e-15 * f) + 1e-34)
            {
                return new Minimum(f, ExitReason.Converged, GradientNorm(count), evaluations);
            }

            theta.CopyTo(trial, 0);
            for (var k = 0; k < count; k++)
            {
                var i = active[k];
                trial[i] = Math.Clamp(trial[i] + step[k], lower[i], upper[i]);
            }

            var next = AdditiveKernel.Evaluate(
                points,
                trial,
                delta,
                prior,
                trialGradient,
                trialHessian,
                trialDamping
            );
            evaluations++;
            if (next < f)
            {
                trial.CopyTo(theta, 0);
                trialGradient.CopyTo(gradient, 0);
                trialHessian.CopyTo(hessian, 0);
                trialDamping.CopyTo(damping, 0);
                f = next;
                lambda = Math.Max(lambda / (lambda > NearNewton ? LowerFar : LowerNear), 1e-12);
            }
            else
            {
                lambda *= Raise;
                if (lambda > 1e14 || decrement <= (1e-16 * f) + 1e-34)
                {
                    return new Minimum(
                        f,
                        ExitReason.NoFurtherDecrease,
                        GradientNorm(count),
                        evaluations
                    );
                }
            }
        }

        return new Minimum(
            f,
            ExitReason.IterationLimit,
            GradientNorm(ActiveSet(theta)),
            maxIterations
        );
    }

    /// <summary>The free parameters that are not held by a bound.</summary>
    private int ActiveSet(double[] theta)
    {
        var count = 0;
        foreach (var i in free)
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
        DampedStep.Assemble(system, hessian, Size, moving, damping, 1, lambda);
        return DampedStep.TrySolve(system, gradient, moving, step, out decrement);
    }

    private double GradientNorm(int count)
    {
        var norm = 0.0;
        for (var k = 0; k < count; k++)
        {
            norm = Math.Max(norm, Math.Abs(gradient[active[k]]));
        }

        return norm;
    }
}
