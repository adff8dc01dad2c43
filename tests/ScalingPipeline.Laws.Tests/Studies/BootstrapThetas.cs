using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Tests.Studies;

/// <summary>Replicates of a forecast fit in the kernel's parameters.</summary>
internal static class BootstrapThetas
{
    public static double[][] Of(
        Observations data,
        FitOptions options,
        int replicates,
        out (double U, double V) centre
    )
    {
        var problem = new AdditiveProblem(
            data,
            new AdditiveForm(options.WithFloor, data.HasTwoVariables),
            options
        );
        centre = (problem.CentreU, problem.CentreV);
        var solution = problem.Solve();
        var random = new Xoshiro256(11);
        var thetas = new double[replicates][];
        var weight = new double[problem.BaseWeight.Length];
        var count = new int[data.Runs.Count];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            Array.Clear(count);
            for (var draw = 0; draw < count.Length; draw++)
            {
                count[random.Below(count.Length)]++;
            }

            for (var slot = 0; slot < weight.Length; slot++)
            {
                weight[slot] = problem.BaseWeight[slot] * count[data.Run[slot]];
            }

            thetas[replicate] = problem.Resolve(solution, weight).Theta;
        }

        return thetas;
    }
}
