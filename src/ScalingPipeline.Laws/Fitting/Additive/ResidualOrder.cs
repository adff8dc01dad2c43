using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>Do the residuals of a one-variable law still carry structure?</summary>
internal static class ResidualOrder
{
    private const double Tail = 3;

    /// <summary>Normal noise has .3 % of its weight beyond three scales, a log with real spikes .5 %, a curve that bends away from its law over 10 %.</summary>
    private const double MostOutliers = 0.05;

    /// <summary>
    /// The residuals that a fit is judged by: those of a Huber fit are drawn in to three robust scales (winsorised: Huber 1981, section 1.7), since it ignores how far
    /// beyond that an outlier lies. Where many lie there, they are no outliers, and the residuals stay as they are.
    /// </summary>
    public static double[] Seen(AdditiveProblem problem, Solution solution)
    {
        var residuals = problem.Residuals(solution);
        if (double.IsPositiveInfinity(solution.Delta))
        {
            return residuals;
        }

        var own = problem.OwnWeight;
        var most =
            Tail
            * RobustScale.Of(
                residuals,
                own,
                problem.Form.ParameterCount,
                ForecastWeights.LeastScale
            );
        var beyond = own.Where((_, i) => Math.Abs(residuals[i]) > most).Sum();
        if (beyond > MostOutliers * own.Sum())
        {
            return residuals;
        }

        return Array.ConvertAll(residuals, r => Math.Clamp(r, -most, most));
    }

    /// <summary>Root mean square, by the weights of the rows.</summary>
    public static double Rms(double[] weight, double[] residuals)
    {
        double squares = 0,
            total = 0;
        for (var i = 0; i < residuals.Length; i++)
        {
            squares += weight[i] * residuals[i] * residuals[i];
            total += weight[i];
        }

        return Math.Sqrt(squares / total);
    }

    /// <summary>Share of the variance of log L that the law leaves.</summary>
    /// <param name="data">The observations.</param>
    /// <param name="plain">Predicted minus observed.</param>
    /// <param name="seen">The residuals to judge by; an outlier counts as lying where they put it.</param>
    public static double Unexplained(Observations data, double[] plain, double[] seen)
    {
        double[] log = [.. data.LogLoss.Select((y, i) => y + plain[i] - seen[i])];
        double mean = 0,
            total = 0,
            left = 0,
            all = 0;
        for (var i = 0; i < seen.Length; i++)
        {
            mean += data.Weight[i] * log[i];
            total += data.Weight[i];
        }

        mean /= total;
        for (var i = 0; i < seen.Length; i++)
        {
            left += data.Weight[i] * seen[i] * seen[i];
            all += data.Weight[i] * (log[i] - mean) * (log[i] - mean);
        }

        return all > 0 ? left / all : 1;
    }

    /// <summary>
    /// The probability that independent noise has so small a ratio of successive differences (von Neumann 1941) in order of x, which is small when neighbours have the same sign: by the symmetric
    /// beta distribution with the ends 4 sin^2(pi/2n) and 4 cos^2(pi/2n) of the ratio and its variance 4 (n-2)/(n^2-1). Fitting takes the slowest waves out of noise, so of simulated fits of three
    /// parameters none of 16 points and .0004 of 60 fall below .001; two waves over the range have 3e-4 at 16 points, 5e-6 at 19.
    /// </summary>
    public static double Probability(Observations data, double[] residuals)
    {
        var means = MeansByX(data, residuals);
        double n = means.Count;
        var sine = Sine(Math.PI / (2 * n));
        var least = 4 * sine * sine;
        var width = 4 - (2 * least);
        var variance = 4 * (n - 2) / ((n * n) - 1);
        var strength = ((width * width / (4 * variance)) - 1) / 2;
        var place = Math.Clamp((Ratio(means) - least) / width, 0, 1);
        return IncompleteBeta.Of(strength, strength, place, 1 - place);
    }

    /// <summary>By its series, for angles below a right one.</summary>
    private static double Sine(double angle)
    {
        double term = angle,
            sum = angle;
        for (var k = 2; Math.Abs(term) > 1e-17; k += 2)
        {
            term *= -angle * angle / (k * (k + 1));
            sum += term;
        }

        return sum;
    }

    private static double Ratio(List<double> residuals)
    {
        var mean = residuals.Average();
        double differences = 0,
            squares = 0;
        for (var i = 0; i < residuals.Count; i++)
        {
            squares += (residuals[i] - mean) * (residuals[i] - mean);
            var change = i == 0 ? 0 : residuals[i] - residuals[i - 1];
            differences += change * change;
        }

        return differences / squares;
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
