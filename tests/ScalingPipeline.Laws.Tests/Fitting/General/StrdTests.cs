using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;

namespace ScalingPipeline.Laws.Tests.Fitting.General;

/// <summary>The solver and its standard errors against the certified values of the NIST Statistical Reference Datasets.</summary>
public sealed class StrdTests
{
    /// <summary>Its residuals are 1e-13 of the data: in double precision their sum of squares is known to a tenth.</summary>
    private const string Lanczos1 = "Lanczos1";

    public static TheoryData<string, int> ProblemsAndStarts
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in StrdProblem.Names)
            {
                data.Add(name, 1);
                data.Add(name, 2);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ProblemsAndStarts))]
    public void Certified_parameters_and_standard_errors_are_reached_from_both_starts(
        string name,
        int start
    )
    {
        var problem = StrdProblem.Load(name);
        var p = problem.ParameterCount;
        var weight = new double[problem.Count];
        Array.Fill(weight, 1);
        var objective = new RobustObjective(problem, LossFunction.LeastSquares, weight);
        var theta = (double[])problem.Starts[start - 1].Clone();
        int[] free = [.. Enumerable.Range(0, p)];
        var (lower, upper) = (new double[p], new double[p]);
        Array.Fill(lower, double.NegativeInfinity);
        Array.Fill(upper, double.PositiveInfinity);

        var minimum = new DampedNewton(
            objective,
            free,
            lower,
            upper,
            longestStep: double.PositiveInfinity
        ).MinimiseBothWays(theta, 5000);

        var covariance = EstimatorCovariance.Of(
            problem,
            LossFunction.LeastSquares,
            weight,
            [.. weight.Select(_ => 1)],
            theta,
            free
        )!;
        var squares = 2 * minimum.Objective;
        var text = $"{minimum} {string.Join(' ', theta)}";
        var tolerance = name == Lanczos1 ? 0.2 : 1e-7;
        Assert.True(minimum.Exit.IsMinimum(), text);
        Assert.True(Math.Abs((squares / problem.SumOfSquares) - 1) < tolerance, text);
        for (var i = 0; i < p; i++)
        {
            var error = Math.Sqrt(covariance[(i * p) + i]);
            Assert.True(Math.Abs((theta[i] / problem.Certified[i]) - 1) < 1e-6, text);
            Assert.True(
                Math.Abs((error / problem.Deviations[i]) - 1) < Math.Max(tolerance, 2e-6),
                $"{text}: standard error {error:R}, certified {problem.Deviations[i]:R}"
            );
        }
    }
}
