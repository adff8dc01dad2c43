namespace ScalingPipeline.Laws.Numerics;

/// <summary>The step of a damped Newton or Levenberg-Marquardt iteration over the parameters that no bound holds.</summary>
internal static class DampedStep
{
    /// <summary>No parameter moves further in one step: the coordinates are logs and exponents.</summary>
    private const double Longest = 2;

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
