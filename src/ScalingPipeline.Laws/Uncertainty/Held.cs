using ScalingPipeline.Laws.Fitting.Additive;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>Spread of the residuals of a law refitted with one parameter held.</summary>
internal static class Held
{
    private const int Passes = 300;

    /// <summary>A parameter of the kernel held at a value.</summary>
    public static double At(AdditiveProblem problem, Solution optimum, int parameter, double value)
    {
        var theta = (double[])optimum.Theta.Clone();

        // The held exponent turns its term about the centre, where the level stays.
        theta[parameter] = value;
        return Minimise(problem, problem.Kernel, theta, parameter, optimum.Delta);
    }

    /// <summary>ln x0 held: about a centre there the first term is one nat.</summary>
    public static double AtOne(AdditiveProblem problem, Solution optimum, double logX0)
    {
        var kernel = problem.Kernel.Shifted(logX0 - problem.CentreU, 0);
        var theta = (double[])optimum.Theta.Clone();

        // Through the level at the old centre: alpha = a / (ln x0 - centre), where that has a sign.
        var alpha = theta[1] / (logX0 - problem.CentreU);
        theta[3] = alpha > AdditiveForm.LeastExponent ? alpha : theta[3];
        theta[1] = 0;
        return Minimise(problem, kernel, theta, 1, optimum.Delta);
    }

    /// <summary>ln A or ln B held: the level of a term about a centre at N = 1 or D = 1.</summary>
    public static double AtUnit(AdditiveProblem problem, Solution optimum, int term, double log)
    {
        var centre = term == 1 ? problem.CentreU : problem.CentreV;
        var kernel =
            term == 1 ? problem.Kernel.Shifted(-centre, 0) : problem.Kernel.Shifted(0, -centre);
        var theta = (double[])optimum.Theta.Clone();
        theta[term + 2] = (log - theta[term]) / centre;
        theta[term] = log;
        return Minimise(problem, kernel, theta, term, optimum.Delta);
    }

    /// <summary>Weighted sum of squares, or of |r| under a Huber loss.</summary>
    public static double Spread(
        AdditiveProblem problem,
        AdditiveKernel kernel,
        double[] theta,
        double delta
    )
    {
        var residuals = new double[kernel.Count];
        kernel.Residuals(theta, residuals);
        var sum = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            sum +=
                problem.BaseWeight[i]
                * (
                    double.IsPositiveInfinity(delta)
                        ? residuals[i] * residuals[i]
                        : Math.Abs(residuals[i])
                );
        }

        return sum;
    }

    private static double Minimise(
        AdditiveProblem problem,
        AdditiveKernel kernel,
        double[] theta,
        int parameter,
        double delta
    )
    {
        var solver = new NewtonSolver(kernel, problem.Form, parameter);
        solver.Minimise(theta, problem.BaseWeight, delta, default, Passes);
        return Spread(problem, kernel, theta, delta);
    }
}
