using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// Damped Newton with the exact Hessian, and with the Gauss-Newton matrix (Levenberg 1944, Marquardt 1963) where the exact one is not positive definite.
/// Marquardt's diagonal is the damping: a tenth after a success, eightfold after a failure. Bounds are kept by projection.
/// </summary>
/// <param name="objective">What is minimised.</param>
/// <param name="free">The parameters that move.</param>
/// <param name="lower">Lower bounds of all parameters.</param>
/// <param name="upper">Upper bounds of all parameters.</param>
/// <param name="longestStep">The most that one step moves a parameter; infinite for parameters of unknown scale.</param>
internal sealed class DampedNewton(
    IObjective objective,
    int[] free,
    double[] lower,
    double[] upper,
    double longestStep = 2
)
{
    private const double LargestDamping = 1e16;
    private const double Confident = 1e-3;
    private const double Cautious = 10;

    private readonly int size = objective.ParameterCount;
    private Point current = new(objective.ParameterCount);
    private Point trial = new(objective.ParameterCount);
    private readonly double[] system = new double[free.Length * free.Length];
    private readonly double[] step = new double[free.Length];
    private readonly int[] active = new int[free.Length];
    private readonly double[] largest = new double[objective.ParameterCount];
    private bool exact;

    /// <summary>Moves theta to a minimum.</summary>
    /// <param name="theta">Where to start; where it ended.</param>
    /// <param name="maxIterations">Evaluations.</param>
    /// <param name="cautious">
    /// Whether to begin with short Gauss-Newton steps and take the exact Hessian only at their end: from a far start the exact one can be drawn into a plateau.
    /// </param>
    public Minimum Minimise(double[] theta, int maxIterations, bool cautious = false)
    {
        foreach (var i in free)
        {
            theta[i] = Math.Clamp(theta[i], lower[i], upper[i]);
        }

        theta.CopyTo(current.Theta, 0);
        current.Evaluate(objective);
        var exit = double.IsFinite(current.Value)
            ? ExitReason.IterationLimit
            : ExitReason.NotFinite;
        var evaluations = 1;
        exact = !cautious;
        Array.Clear(largest);
        for (
            var lambda = cautious ? Cautious : Confident;
            exit == ExitReason.IterationLimit && evaluations < maxIterations;

        )
        {
            exit = Advance(ref lambda, ref evaluations);
            if (exit.IsMinimum() && !exact)
            {
                (exact, lambda, exit) = (true, Confident, ExitReason.IterationLimit);
            }
        }

        current.Theta.CopyTo(theta, 0);
        return new Minimum(current.Value, exit, GradientNorm(), evaluations);
    }

    /// <summary>Moves theta to the lower of two minima, of a confident and of a cautious descent: far starts defeat the one or the other.</summary>
    public Minimum MinimiseBothWays(double[] theta, int maxIterations)
    {
        var other = (double[])theta.Clone();
        var confident = Minimise(theta, maxIterations);
        var cautious = Minimise(other, maxIterations, cautious: true);
        if (
            double.IsFinite(confident.Objective)
            && !(cautious.Objective < confident.Objective && cautious.Exit.IsMinimum())
        )
        {
            return confident;
        }

        other.CopyTo(theta, 0);
        return cautious;
    }

    /// <summary>One trial step; <see cref="ExitReason.IterationLimit"/> stands for "go on".</summary>
    private ExitReason Advance(ref double lambda, ref int evaluations)
    {
        var count = ActiveSet();
        if (count == 0)
        {
            return ExitReason.Converged;
        }

        if (
            !(
                TryStep(
                    exact ? current.Hessian : current.GaussNewton,
                    count,
                    lambda,
                    out var decrement
                )
            ) && !TryStep(current.GaussNewton, count, lambda, out decrement)
        )
        {
            lambda *= 8;
            return lambda > LargestDamping
                ? ExitReason.NoFurtherDecrease
                : ExitReason.IterationLimit;
        }

        var noise = (1e-15 * Math.Abs(current.Value)) + 1e-34;
        if (lambda < 1e-2 && decrement <= noise)
        {
            return ExitReason.Converged;
        }

        current.Theta.CopyTo(trial.Theta, 0);
        for (var k = 0; k < count; k++)
        {
            var i = active[k];
            trial.Theta[i] = Math.Clamp(trial.Theta[i] + step[k], lower[i], upper[i]);
        }

        trial.Evaluate(objective);
        evaluations++;
        if (trial.Value < current.Value)
        {
            (current, trial) = (trial, current);
            lambda = Math.Max(lambda / 10, 1e-15);
            return ExitReason.IterationLimit;
        }

        lambda *= 8;
        return lambda > LargestDamping || decrement <= 0.1 * noise
            ? ExitReason.NoFurtherDecrease
            : ExitReason.IterationLimit;
    }

    /// <summary>The free parameters that are not held by a bound.</summary>
    private int ActiveSet()
    {
        var count = 0;
        foreach (var i in free)
        {
            var held =
                (current.Theta[i] <= lower[i] && current.Gradient[i] > 0)
                || (current.Theta[i] >= upper[i] && current.Gradient[i] < 0);
            if (!held)
            {
                active[count++] = i;
            }
        }

        return count;
    }

    private bool TryStep(double[] curvature, int count, double lambda, out double decrement)
    {
        // In units of Marquardt's diagonal, so that parameters of any scale meet the same rounding; from a far start the largest
        // one seen so far (More 1978), which does not let go of a parameter whose influence vanishes.
        Span<double> unit = stackalloc double[count];
        for (var k = 0; k < count; k++)
        {
            var diagonal = current.GaussNewton[(active[k] * size) + active[k]];
            if (exact || diagonal > largest[active[k]])
            {
                largest[active[k]] = diagonal;
            }

            unit[k] = largest[active[k]] > 0 ? 1 / Math.Sqrt(largest[active[k]]) : 1;
        }

        for (var k = 0; k < count; k++)
        {
            for (var l = 0; l < count; l++)
            {
                system[(k * count) + l] =
                    curvature[(active[k] * size) + active[l]] * unit[k] * unit[l];
            }

            system[(k * count) + k] += lambda;
            step[k] = -current.Gradient[active[k]] * unit[k];
        }

        decrement = 0;
        if (!SmallCholesky.TryFactor(system.AsSpan(0, count * count), count))
        {
            return false;
        }

        SmallCholesky.Solve(system, count, step);
        var longest = 0.0;
        for (var k = 0; k < count; k++)
        {
            step[k] *= unit[k];
            decrement -= 0.5 * step[k] * current.Gradient[active[k]];
            longest = Math.Max(longest, Math.Abs(step[k]));
        }

        for (var k = 0; longest > longestStep && k < count; k++)
        {
            step[k] *= longestStep / longest;
        }

        return double.IsFinite(longest) && decrement >= 0;
    }

    private double GradientNorm()
    {
        var norm = 0.0;
        for (int k = 0, count = ActiveSet(); k < count; k++)
        {
            norm = Math.Max(norm, Math.Abs(current.Gradient[active[k]]));
        }

        return norm;
    }

    private sealed class Point(int size)
    {
        public double[] Theta { get; } = new double[size];

        public double[] Gradient { get; } = new double[size];

        public double[] Hessian { get; } = new double[size * size];

        public double[] GaussNewton { get; } = new double[size * size];

        public double Value { get; private set; }

        public void Evaluate(IObjective objective) =>
            Value = objective.Evaluate(Theta, Gradient, Hessian, GaussNewton);
    }
}
