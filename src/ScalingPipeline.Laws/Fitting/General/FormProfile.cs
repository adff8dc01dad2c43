using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// The values of a parameter that the data do not refuse: those at which the law, refitted with the parameter held, passes the F test against the optimum. Unlike a
/// standard error it knows that a floor may be zero and that an interval may have no end.
/// </summary>
internal static class FormProfile
{
    private const int Doublings = 40;
    private const int Halvings = 40;

    /// <summary>An end is infinite, or the parameter's own bound, where the data never refuse.</summary>
    public static (double Low, double High) Of(
        FormProblem problem,
        FormSolution optimum,
        int coordinate,
        double level,
        params Hold[] held
    )
    {
        var test = new RatioTest(problem, optimum);
        var critical = test.Critical(level);
        var at = optimum.Theta[coordinate];
        var first = FirstStep(problem, optimum, coordinate);
        return (End(-first), End(first));

        FormSolution At(FormSolution from, double value) =>
            problem.From(from.Theta, problem.Data.Weight, [.. held, new Hold(coordinate, value)]);

        double End(double step)
        {
            var bound =
                step < 0
                    ? problem.Form.Coordinates[coordinate].Lower
                    : problem.Form.Coordinates[coordinate].Upper;
            var inside = at;
            var from = optimum;
            for (var i = 0; i < Doublings; i++, step *= 2)
            {
                var outside =
                    step < 0 ? Math.Max(bound, inside + step) : Math.Min(bound, inside + step);
                var there = At(from, outside);
                if (test.Against(there).Statistic > critical)
                {
                    return Bisect(from, inside, outside);
                }

                if (outside == bound)
                {
                    return bound;
                }

                (inside, from) = (outside, there);
            }

            return step < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }

        double Bisect(FormSolution from, double inside, double outside)
        {
            for (
                var i = 0;
                i < Halvings && Math.Abs(outside - inside) > 1e-10 * (1 + Math.Abs(at));
                i++
            )
            {
                var middle = 0.5 * (inside + outside);
                var there = At(from, middle);
                if (test.Against(there).Statistic > critical)
                {
                    outside = middle;
                }
                else
                {
                    (inside, from) = (middle, there);
                }
            }

            return 0.5 * (inside + outside);
        }
    }

    private static double FirstStep(FormProblem problem, FormSolution optimum, int coordinate)
    {
        var covariance = problem.Covariance(optimum);
        var p = optimum.Theta.Length;
        var error = covariance is null ? 0 : Math.Sqrt(covariance[(coordinate * p) + coordinate]);
        return error > 0 && double.IsFinite(error) ? error : 0.01;
    }

    /// <summary>The coordinate that a named parameter depends on alone; -1 when it depends on several.</summary>
    public static int CoordinateOf(LawForm form, ReadOnlySpan<double> theta, string name)
    {
        var jets = new Jet[theta.Length];
        Jet.Variables(theta, jets);
        var value = form.Named(jets)
            .Single(n => string.Equals(n.Name, name, StringComparison.Ordinal))
            .Value;
        var found = -1;
        for (var i = 0; i < theta.Length; i++)
        {
            if (value.Slope(i) != 0)
            {
                if (found >= 0)
                {
                    return -1;
                }

                found = i;
            }
        }

        return found;
    }
}
