using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>
/// Profile intervals: the values at which the law, refitted with the parameter held there, passes the F test against the optimum (Bates and Watts 1988, section 6.1). Least squares compares
/// sums of squares, the critical value scaled by robust over plain variance of the parameter since noise may change with scale; a Huber fit compares sums of |r|, a Laplace likelihood
/// with its scale profiled out, whose ratio enters squared.
/// </summary>
/// <remarks>A prefactor is held by moving the centre: at x0 the reducible loss is one nat, at N = 1 it is A.</remarks>
public static class ProfileIntervals
{
    private const double FirstStep = 1e-3;

    /// <summary>L_inf, x0 and alpha; empty when there were too few points.</summary>
    /// <param name="data">The observations of the fit.</param>
    /// <param name="options">Its options; a reporting fit.</param>
    /// <param name="level">Nominal coverage.</param>
    /// <exception cref="ArgumentException">The options ask for a forecast fit.</exception>
    public static IReadOnlyList<ParameterInterval> OfPowerLaw(
        Observations data,
        FitOptions options,
        double level = 0.9
    )
    {
        if (Solve(data, options, PowerLawFit.Named) is not var (problem, optimum, inflation))
        {
            return [];
        }

        var theta = optimum.Theta;
        var logX0 = (theta[1] / theta[3]) + problem.CentreU;
        var intervals = new List<ParameterInterval>();
        if (options.WithFloor)
        {
            intervals.Add(LogOf("L_inf", problem, optimum, 0, theta[0], level, inflation));
        }

        var x0 = Ends(
            problem,
            optimum,
            logX0,
            level,
            inflation["x0"],
            value => Held.AtOne(problem, optimum, value)
        );
        intervals.Add(Exponential("x0", level, x0));
        intervals.Add(Of("alpha", problem, optimum, 3, theta[3], level, inflation));
        return intervals;
    }

    /// <summary>E, A, B, alpha and beta; empty when there were too few points.</summary>
    /// <inheritdoc cref="OfPowerLaw"/>
    public static IReadOnlyList<ParameterInterval> OfChinchilla(
        Observations data,
        FitOptions options,
        double level = 0.9
    )
    {
        if (Solve(data, options, ChinchillaFit.Named) is not var (problem, optimum, inflation))
        {
            return [];
        }

        var theta = optimum.Theta;
        var intervals = new List<ParameterInterval>();
        if (options.WithFloor)
        {
            intervals.Add(LogOf("E", problem, optimum, 0, theta[0], level, inflation));
        }

        foreach (var (name, term) in new[] { ("A", 1), ("B", 2) })
        {
            var centre = term == 1 ? problem.CentreU : problem.CentreV;
            var log = theta[term] + (theta[term + 2] * centre);
            var ends = Ends(
                problem,
                optimum,
                log,
                level,
                inflation[name],
                value => Held.AtUnit(problem, optimum, term, value)
            );
            intervals.Add(Exponential(name, level, ends));
        }

        intervals.Add(Of("alpha", problem, optimum, 3, theta[3], level, inflation));
        intervals.Add(Of("beta", problem, optimum, 4, theta[4], level, inflation));
        return intervals;
    }

    /// <summary>Null when there were too few points.</summary>
    private static (AdditiveProblem, Solution, Dictionary<string, double> Inflation)? Solve(
        Observations data,
        FitOptions options,
        Func<CentredParameters, List<ParameterEstimate>> named
    )
    {
        if (options.Kind != FitKind.Reporting)
        {
            throw new ArgumentException(
                "Profile intervals belong to the reporting fit; a forecast fit leans on its prior.",
                nameof(options)
            );
        }

        var (fit, problem, optimum) = AdditiveFit.Run(data, options);
        return problem is null || optimum is null
            ? null
            : (problem, optimum, Inflation(fit with { Parameters = named(fit.Centred!) }));
    }

    /// <summary>Robust over plain variance of every parameter; 1 for a Huber fit.</summary>
    private static Dictionary<string, double> Inflation(Fit fit) =>
        fit
            .Parameters.Zip(WaldIntervals.Robust(fit))
            .ToDictionary(
                pair => pair.First.Name,
                pair =>
                {
                    var ratio = pair.Second.StandardError / pair.First.StandardError;
                    return double.IsFinite(ratio) ? ratio * ratio : 1;
                },
                StringComparer.Ordinal
            );

    private static ParameterInterval Of(
        string name,
        AdditiveProblem problem,
        Solution optimum,
        int parameter,
        double at,
        double level,
        Dictionary<string, double> inflation
    )
    {
        var (low, high) = Ends(
            problem,
            optimum,
            at,
            level,
            inflation[name],
            value => Held.At(problem, optimum, parameter, value)
        );
        return new ParameterInterval(name, level, low, high);
    }

    private static ParameterInterval LogOf(
        string name,
        AdditiveProblem problem,
        Solution optimum,
        int parameter,
        double at,
        double level,
        Dictionary<string, double> inflation
    )
    {
        var ends = Of(name, problem, optimum, parameter, at, level, inflation);
        return Exponential(name, level, (ends.Low, ends.High));
    }

    private static ParameterInterval Exponential(
        string name,
        double level,
        (double Low, double High) log
    ) => new(name, level, Elementary.Exp(log.Low), Elementary.Exp(log.High));

    private static (double Low, double High) Ends(
        AdditiveProblem problem,
        Solution optimum,
        double at,
        double level,
        double inflation,
        Func<double, double> spreadAt
    )
    {
        var spare = Math.Max(1, problem.BaseWeight.Count(w => w > 0) - problem.Form.ParameterCount);
        var least = Held.Spread(problem, problem.Kernel, optimum.Theta, optimum.Delta);
        var squared = !double.IsPositiveInfinity(optimum.Delta);
        var critical = inflation * Distributions.FisherQuantile(1, spare, level);
        return (End(-FirstStep, double.NegativeInfinity), End(FirstStep, double.PositiveInfinity));

        double End(double step, double bound) => AcceptedRange.End(at, step, bound, IsRefused);

        bool IsRefused(double value)
        {
            // Further away than any exponential reaches nothing is refused.
            if (Math.Abs(value - at) > Elementary.LargestExponent)
            {
                return false;
            }

            var ratio = spreadAt(value) / least;
            return spare * ((squared ? ratio * ratio : ratio) - 1) > critical;
        }
    }
}
