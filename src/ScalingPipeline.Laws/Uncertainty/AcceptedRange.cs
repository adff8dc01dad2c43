namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>The ends of an interval of values that a test accepts: steps that double until it refuses, then halves.</summary>
internal static class AcceptedRange
{
    private const int Doublings = 40;
    private const int Halvings = 50;
    private const double Precision = 1e-9;

    /// <summary>One end; the bound itself, or infinity, where the test never refuses.</summary>
    /// <param name="at">A value that it accepts.</param>
    /// <param name="step">The first step; its sign is the direction.</param>
    /// <param name="bound">Where the parameter ends; infinite for nowhere.</param>
    /// <param name="isRefused">The test.</param>
    public static double End(double at, double step, double bound, Func<double, bool> isRefused)
    {
        var inside = at;
        for (var i = 0; i < Doublings; i++, step *= 2)
        {
            var outside =
                step < 0 ? Math.Max(bound, inside + step) : Math.Min(bound, inside + step);
            if (isRefused(outside))
            {
                return Between(at, inside, outside, isRefused);
            }

            if (outside == bound)
            {
                return bound;
            }

            inside = outside;
        }

        return Math.CopySign(double.PositiveInfinity, step);
    }

    private static double Between(
        double at,
        double inside,
        double outside,
        Func<double, bool> isRefused
    )
    {
        for (
            var i = 0;
            i < Halvings && Math.Abs(outside - inside) > Precision * (1 + Math.Abs(at));
            i++
        )
        {
            var middle = 0.5 * (inside + outside);
            (inside, outside) = isRefused(middle) ? (inside, middle) : (middle, outside);
        }

        return 0.5 * (inside + outside);
    }
}
