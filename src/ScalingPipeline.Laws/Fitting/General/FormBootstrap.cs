using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// The bootstrap by run for any form, drawn as by <see cref="RunResampler"/>: multiplicities enter as weights, and every replicate is converged again from the
/// optimum of all the data. All draws are made first, so that the same seed gives the same bits on one thread or many.
/// </summary>
internal static class FormBootstrap
{
    /// <summary>Replicates; null when there were too few points to fit at all.</summary>
    public static BootstrapSample<TLaw>? Of<TLaw>(
        LawForm<TLaw> form,
        LossTable data,
        FitOptions options,
        ulong seed,
        int replicates = Bootstrap.DefaultReplicates,
        int threads = 1
    )
        where TLaw : struct
    {
        if (Solve(form, data, options, seed, replicates, threads) is not { } found)
        {
            return null;
        }

        return new BootstrapSample<TLaw>(
            form.LawOf(found.Optimum.Theta),
            Array.ConvertAll(found.Solutions, s => form.LawOf(s.Theta)),
            Array.ConvertAll(found.Solutions, s => s.Minimum.Objective),
            found.Solutions.Count(s => !s.Minimum.Exit.IsMinimum()),
            found.Scales
        );
    }

    /// <summary>The parameters of the replicates; null when there were too few points to fit at all.</summary>
    public static ParameterBootstrap? Parameters(
        LawForm form,
        LossTable data,
        FitOptions options,
        ulong seed,
        int replicates,
        int threads
    ) =>
        Solve(form, data, options, seed, replicates, threads) is { } found
            ? new ParameterBootstrap(
                form.Names(found.Optimum.Theta),
                Array.ConvertAll(found.Solutions, s => form.NamedValues(s.Theta)),
                found.Scales
            )
            : null;

    private static (FormSolution Optimum, FormSolution[] Solutions, int Scales)? Solve(
        LawForm form,
        LossTable data,
        FitOptions options,
        ulong seed,
        int replicates,
        int threads
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        if (FormRules.TooFew(form, data, FormRules.DistinctRows(data)) is not null)
        {
            return null;
        }

        var problem = new FormProblem(form, data, options.Loss, options.MaxIterations);
        var optimum = problem.Solve();
        var resampler = new RunResampler(
            data.Runs.Count,
            data.Run,
            [
                .. data.Variables.Select(
                    (_, column) => Array.ConvertAll(data.Rows, row => row[column])
                ),
            ]
        );
        var weights = Draw(resampler, data, new Xoshiro256(seed), replicates);
        var solutions = new FormSolution[replicates];
        Parallel.For(
            0,
            replicates,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => solutions[i] = problem.From(optimum.Theta, weights[i])
        );
        return (optimum, solutions, resampler.Scales);
    }

    private static double[][] Draw(
        RunResampler resampler,
        LossTable data,
        Xoshiro256 random,
        int replicates
    )
    {
        var weights = new double[replicates][];
        var count = new int[data.Runs.Count];
        for (var i = 0; i < replicates; i++)
        {
            resampler.Draw(random, count);
            weights[i] = [.. data.Weight.Select((weight, slot) => weight * count[data.Run[slot]])];
        }

        return weights;
    }
}
