namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>Do the residuals of a one-variable law still carry structure?</summary>
internal static class ResidualOrder
{
    /// <summary>Root mean square, by the weights of the rows.</summary>
    public static double Rms(Observations data, Solution solution, AdditiveProblem problem)
    {
        var residuals = Residuals(solution, problem);
        double squares = 0,
            total = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            squares += data.Weight[i] * residuals[i] * residuals[i];
            total += data.Weight[i];
        }

        return Math.Sqrt(squares / total);
    }

    /// <summary>Share of the variance of log L that the law leaves.</summary>
    public static double Unexplained(Observations data, Solution solution, AdditiveProblem problem)
    {
        var residuals = Residuals(solution, problem);
        double mean = 0,
            total = 0,
            left = 0,
            all = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            mean += data.Weight[i] * data.LogLoss[i];
            total += data.Weight[i];
        }

        mean /= total;
        for (var i = 0; i < residuals.Length; i++)
        {
            left += data.Weight[i] * residuals[i] * residuals[i];
            all += data.Weight[i] * (data.LogLoss[i] - mean) * (data.LogLoss[i] - mean);
        }

        return all > 0 ? left / all : 1;
    }

    /// <summary>
    /// Standard normal score of von Neumann's ratio of successive differences, in order of x: large when neighbours have the same sign
    /// (von Neumann 1941; mean 2, variance 4 (n-2)/(n^2-1) for independent residuals).
    /// </summary>
    public static double VonNeumann(Observations data, Solution solution, AdditiveProblem problem)
    {
        var residuals = MeansByX(data, Residuals(solution, problem));
        double differences = 0,
            squares = 0;
        var mean = residuals.Average();
        for (var i = 0; i < residuals.Count; i++)
        {
            squares += (residuals[i] - mean) * (residuals[i] - mean);
            var change = i == 0 ? 0 : residuals[i] - residuals[i - 1];
            differences += change * change;
        }

        double n = residuals.Count;
        return (2 - (differences / squares)) / Math.Sqrt(4 * (n - 2) / ((n * n) - 1));
    }

    private static double[] Residuals(Solution solution, AdditiveProblem problem)
    {
        var residuals = new double[problem.Kernel.Count];
        problem.Kernel.Residuals(solution.Theta, residuals);
        return residuals;
    }

    private static List<double> MeansByX(Observations data, double[] residuals)
    {
        var means = new List<double>();
        for (int from = 0, to; from < residuals.Length; from = to)
        {
            var sum = 0.0;
            for (to = from; to < residuals.Length && data.X[to] == data.X[from]; to++)
            {
                sum += residuals[to];
            }

            means.Add(sum / (to - from));
        }

        return means;
    }
}
