using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// The values of a parameter that the data do not refuse: those at which the law, refitted with the parameter held, passes the F test against the optimum. Unlike a
/// standard error it knows that a floor may be zero and that an interval may have no end.
/// </summary>
internal static class FormProfile
{
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
        var bounds = problem.Form.Coordinates[coordinate];
        return (End(-first, bounds.Lower), End(first, bounds.Upper));

        double End(double step, double bound)
        {
            // Each refit starts from the last one that was accepted.
            var from = optimum;
            return AcceptedRange.End(at, step, bound, IsRefused);

            bool IsRefused(double value)
            {
                var there = problem.From(
                    from.Theta,
                    problem.Data.Weight,
                    [.. held, new Hold(coordinate, value)]
                );
                if (test.Against(there).Statistic > critical)
                {
                    return true;
                }

                from = there;
                return false;
            }
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
