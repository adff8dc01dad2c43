using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>Whether the rows of a table can be optimal points, one for each compute: a line through all runs answers another question.</summary>
internal static class OptimalPoints
{
    /// <summary>Compute that differs by less than this share counts as one budget.</summary>
    private const double SameBudget = 0.01;

    /// <summary>A larger standard deviation of ln y around the line is not that of optima.</summary>
    private const double LargestScatter = 0.5;

    /// <exception cref="UserErrorException">The rows are no optimal points.</exception>
    public static void Require(string table, string law, double[] compute, double[] y, Fit line)
    {
        var ordered = compute.Zip(y).OrderBy(p => p.First).ToArray();
        for (var i = 1; i < ordered.Length; i++)
        {
            var ((c, one), (next, other)) = (ordered[i - 1], ordered[i]);
            if (next <= c * (1 + SameBudget) && one != other)
            {
                throw new UserErrorException(
                    $"{table} has several sizes at {next:G4} FLOP, so its rows are not optimal points: use --law \"isoflop {law}\", which finds the optimum of each compute."
                );
            }
        }

        var scatter = Math.Sqrt(line.Objective / (line.Points - 2));
        if (scatter > LargestScatter)
        {
            throw new UserErrorException(
                $"The rows of {table} scatter by a factor {Math.Exp(scatter):G3} around {law}, so they are not optimal points: use --law \"isoflop {law}\" on runs of several sizes at each compute, or --law chinchilla."
            );
        }
    }
}
