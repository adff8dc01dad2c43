using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>
/// The bootstrap by run, with seeds nested in scale: whole runs are drawn, since the points of one run depend on each other. Multiplicities enter as weights, and every
/// replicate is converged again from the optimum of all the data. The same data and seed give the same bits.
/// </summary>
public static class Bootstrap
{
    public const int DefaultReplicates = 1000;

    /// <summary>Replicates of a power law; null when there were too few points to fit at all.</summary>
    /// <param name="data">The observations of the fit, with their runs.</param>
    /// <param name="options">The options of the fit.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="replicates">How many; 1000 give standard errors to about 3 %.</param>
    public static BootstrapSample<PowerLaw>? OfPowerLaw(
        Observations data,
        FitOptions options,
        ulong seed,
        int replicates = DefaultReplicates
    ) => Run(data, options, seed, replicates, PowerLawFit.LawOf);

    /// <summary>Replicates of L(N, D).</summary>
    /// <inheritdoc cref="OfPowerLaw"/>
    public static BootstrapSample<ChinchillaLaw>? OfChinchilla(
        Observations data,
        FitOptions options,
        ulong seed,
        int replicates = DefaultReplicates
    ) => Run(data, options, seed, replicates, ChinchillaFit.LawOf);

    private static BootstrapSample<TLaw>? Run<TLaw>(
        Observations data,
        FitOptions options,
        ulong seed,
        int replicates,
        Func<CentredParameters, TLaw> lawOf
    )
        where TLaw : struct
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        var (fit, problem, solution) = AdditiveFit.Run(data, options);
        if (problem is null || solution is null)
        {
            return null;
        }

        var random = new Xoshiro256(seed);
        var resampler = new RunResampler(
            data.Runs.Count,
            data.Run,
            data.SecondX is { } second ? [data.X, second] : [data.X]
        );
        var count = new int[data.Runs.Count];
        var weight = new double[problem.BaseWeight.Length];
        var laws = new TLaw[replicates];
        var objectives = new double[replicates];
        var unconverged = 0;
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            resampler.Draw(random, count);
            for (var slot = 0; slot < weight.Length; slot++)
            {
                weight[slot] = problem.BaseWeight[slot] * count[data.Run[slot]];
            }

            var again = problem.Resolve(solution, weight);
            unconverged += again.Minimum.Exit.IsMinimum() ? 0 : 1;
            objectives[replicate] = again.Minimum.Objective;
            laws[replicate] = lawOf(
                fit.Centred! with
                {
                    Values = Array.ConvertAll(problem.Form.Free, i => again.Theta[i]),
                }
            );
        }

        return new BootstrapSample<TLaw>(
            lawOf(fit.Centred!),
            laws,
            objectives,
            unconverged,
            resampler.Scales
        );
    }
}
