using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Profile intervals: the values at which the law, refitted with the parameter held there, passes the <see cref="ProfileTest"/> against the optimum.</summary>
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
        if (Solve(data, options) is not var (problem, optimum))
        {
            return [];
        }

        var theta = optimum.Theta;
        var ends = new Ends(problem, optimum, level);
        var intervals = new List<ParameterInterval>();
        if (options.WithFloor)
        {
            intervals.Add(Exponential("L_inf", level, ends.OfParameter(0)));
        }

        // ln x0 = a/alpha + centre
        var x0 = ends.Of(
            (theta[1] / theta[3]) + problem.CentreU,
            [0, 1 / theta[3], 0, -theta[1] / (theta[3] * theta[3]), 0],
            value => Held.AtOne(problem, optimum, value)
        );
        intervals.Add(Exponential("x0", level, x0));
        intervals.Add(Plain("alpha", level, ends.OfParameter(3)));
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
        if (Solve(data, options) is not var (problem, optimum))
        {
            return [];
        }

        var theta = optimum.Theta;
        var ends = new Ends(problem, optimum, level);
        var intervals = new List<ParameterInterval>();
        if (options.WithFloor)
        {
            intervals.Add(Exponential("E", level, ends.OfParameter(0)));
        }

        var a = ends.Of(
            theta[1] + (theta[3] * problem.CentreU),
            [0, 1, 0, problem.CentreU, 0],
            value => Held.AtUnit(problem, optimum, 1, value)
        );
        var b = ends.Of(
            theta[2] + (theta[4] * problem.CentreV),
            [0, 0, 1, 0, problem.CentreV],
            value => Held.AtUnit(problem, optimum, 2, value)
        );
        intervals.Add(Exponential("A", level, a));
        intervals.Add(Exponential("B", level, b));
        intervals.Add(Plain("alpha", level, ends.OfParameter(3)));
        intervals.Add(Plain("beta", level, ends.OfParameter(4)));
        return intervals;
    }

    /// <summary>Null when there were too few points.</summary>
    private static (AdditiveProblem, Solution)? Solve(Observations data, FitOptions options)
    {
        if (options.Kind != FitKind.Reporting)
        {
            throw new ArgumentException(
                "Profile intervals belong to the reporting fit; a forecast fit leans on its prior.",
                nameof(options)
            );
        }

        var (_, problem, optimum) = AdditiveFit.Run(data, options);
        return problem is null || optimum is null ? null : (problem, optimum);
    }

    private static ParameterInterval Plain(
        string name,
        double level,
        (double Low, double High) ends
    ) => new(name, level, ends.Low, ends.High);

    private static ParameterInterval Exponential(
        string name,
        double level,
        (double Low, double High) log
    ) => new(name, level, Elementary.Exp(log.Low), Elementary.Exp(log.High));

    private sealed class Ends(AdditiveProblem problem, Solution optimum, double level)
    {
        private readonly ProfileTest test = new(problem, optimum);

        /// <summary>A parameter of the kernel.</summary>
        public (double Low, double High) OfParameter(int parameter) =>
            Of(
                optimum.Theta[parameter],
                ProfileTest.GradientOf(parameter),
                value => Held.At(problem, optimum, parameter, value)
            );

        /// <param name="at">Its estimate.</param>
        /// <param name="gradient">By the kernel's parameters.</param>
        /// <param name="spreadAt">The spread of the residuals with it held.</param>
        public (double Low, double High) Of(
            double at,
            double[] gradient,
            Func<double, double> spreadAt
        )
        {
            var critical = test.Critical(level, gradient);
            return (
                AcceptedRange.End(at, -FirstStep, double.NegativeInfinity, IsRefused),
                AcceptedRange.End(at, FirstStep, double.PositiveInfinity, IsRefused)
            );

            // Further away than any exponential reaches nothing is refused.
            bool IsRefused(double value) =>
                Math.Abs(value - at) <= Elementary.LargestExponent
                && test.Statistic(spreadAt(value)) > critical;
        }
    }
}
