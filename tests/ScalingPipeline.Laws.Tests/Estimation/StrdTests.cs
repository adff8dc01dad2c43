using ScalingPipeline.Laws.Estimation;
using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Tests.Estimation;

/// <summary>The solver and its standard errors against the certified values of the NIST Statistical Reference Datasets.</summary>
public sealed class StrdTests
{
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
        ).Minimise(theta, 5000);

        var covariance = EstimatorCovariance.Of(
            problem,
            LossFunction.LeastSquares,
            weight,
            theta,
            free
        )!;
        var squares = 2 * minimum.Objective;
        var text = $"{minimum} {string.Join(' ', theta)}";
        Assert.True(Math.Abs(squares / problem.SumOfSquares - 1) < 1e-7 || name == "Lanczos1", text);
        for (var i = 0; i < p; i++)
        {
            Assert.True(Math.Abs(theta[i] / problem.Certified[i] - 1) < 1e-6, text);
            Assert.True(
                Math.Abs(Math.Sqrt(covariance[(i * p) + i]) / problem.Deviations[i] - 1) < 1e-5 || name == "Lanczos1",
                $"{text}: {Math.Sqrt(covariance[(i * p) + i]):R} against {problem.Deviations[i]:R}"
            );
        }
    }
}
