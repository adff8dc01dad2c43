namespace ScalingPipeline.Laws.Numerics;

/// <summary>The step of a damped Newton or Levenberg-Marquardt iteration over the parameters that no bound holds.</summary>
internal static class DampedStep
{
    /// <summary>No parameter moves further in one step: the coordinates are logs and exponents.</summary>
    private const double Longest = 2;

    /// <summary>The rows and columns of the active parameters of a Hessian, with lambda times a damping on the diagonal.</summary>
    /// <param name="system">Receives the damped Hessian of the active parameters, row-major.</param>
    /// <param name="hessian">Of all parameters, row-major.</param>
    /// <param name="size">How many parameters there are.</param>
    /// <param name="active">Which parameters move.</param>
    /// <param name="damping">The damping of every parameter, <paramref name="stride"/> apart.</param>
    /// <param name="stride">1 for a vector; size + 1 for the diagonal of a matrix.</param>
    /// <param name="lambda">How much of it.</param>
    public static void Assemble(
        Span<double> system,
        ReadOnlySpan<double> hessian,
        int size,
        ReadOnlySpan<int> active,
        ReadOnlySpan<double> damping,
        int stride,
        double lambda
    )
    {
        var count = active.Length;
        var largest = 0.0;
        for (var k = 0; k < count; k++)
        {
            largest = Math.Max(largest, damping[active[k] * stride]);
        }

        for (var k = 0; k < count; k++)
        {
            for (var l = 0; l < count; l++)
            {
                system[(k * count) + l] = hessian[(active[k] * size) + active[l]];
            }

            system[(k * count) + k] +=
                lambda * Math.Max(damping[active[k] * stride], (1e-14 * largest) + 1e-300);
        }
    }

    /// <summary>Solves system x step = -gradient, and shortens a step that is too long; false where the system is not positive definite.</summary>
    /// <param name="system">The damped Hessian of the active parameters, row-major; replaced by its factor.</param>
    /// <param name="gradient">Of all parameters.</param>
    /// <param name="active">Which parameters move.</param>
    /// <param name="step">Receives the step of each active one.</param>
    /// <param name="decrement">What the quadratic model gains by the step before it is shortened.</param>
    public static bool TrySolve(
        Span<double> system,
        ReadOnlySpan<double> gradient,
        ReadOnlySpan<int> active,
        Span<double> step,
        out double decrement
    )
    {
        decrement = 0;
        if (!SmallCholesky.TryFactor(system, active.Length))
        {
            return false;
        }

        for (var k = 0; k < active.Length; k++)
        {
            step[k] = -gradient[active[k]];
        }

        SmallCholesky.Solve(system, active.Length, step);
        var longest = 0.0;
        for (var k = 0; k < active.Length; k++)
        {
            decrement -= 0.5 * step[k] * gradient[active[k]];
            longest = Math.Max(longest, Math.Abs(step[k]));
        }

        for (var k = 0; longest > Longest && k < active.Length; k++)
        {
            step[k] *= Longest / longest;
        }

        return double.IsFinite(longest);
    }
}
