using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>
/// Did the law change between two nights? Their fits share most runs, so the difference scatters far less than either fit: its covariance is estimated by leaving
/// every run out of both fits at once (run-level jackknife, stratified; Efron and Stein 1981), each refit converged again. <see cref="ChangeTest"/> is for fits that share nothing.
/// </summary>
/// <remarks>
/// Hotelling's T^2 with n - 1 degrees of freedom, n the runs of both nights; too few give <see cref="LawChange.NotComparable"/>. It errs towards "unchanged": a nominal .05 alarms on about
/// .02 of simulated nights without a change.
/// </remarks>
public static class OverlapTest
{
    private const int LeastOfKind = 4;

    /// <summary>Compares the laws of two sets of observations that share runs by name.</summary>
    /// <param name="before">The earlier observations.</param>
    /// <param name="after">The later ones, of the same variables.</param>
    /// <param name="options">A reporting fit.</param>
    /// <param name="level">Significance at which a change is named.</param>
    public static ChangeResult Compare(
        Observations before,
        Observations after,
        FitOptions options,
        double level = ChangeTest.DefaultLevel
    )
    {
        var (_, old, oldOptimum) = AdditiveFit.Run(before, options);
        var (_, now, nowOptimum) = AdditiveFit.Run(after, options);
        if (
            old is null
            || now is null
            || oldOptimum is null
            || nowOptimum is null
            || before.HasTwoVariables != after.HasTwoVariables
        )
        {
            return Nothing;
        }

        var runs = before.Runs.Union(after.Runs, StringComparer.Ordinal).ToArray();
        var free = old.Form.Free;
        var p = free.Length;
        if (runs.Length <= p + 1)
        {
            return Nothing;
        }

        var difference = Difference(old, now, oldOptimum.Theta, nowOptimum.Theta);
        var pseudo = Array.ConvertAll(
            runs,
            run =>
                Difference(
                    old,
                    now,
                    Without(before, old, oldOptimum, run),
                    Without(after, now, nowOptimum, run)
                )
        );
        var kind = Array.ConvertAll(
            runs,
            run =>
                (before.Runs.Contains(run, StringComparer.Ordinal) ? 1 : 0)
                + (after.Runs.Contains(run, StringComparer.Ordinal) ? 2 : 0)
        );
        return Judge(difference, Covariance(pseudo, kind, p), p, old.Form, runs.Length, level);
    }

    private static ChangeResult Nothing =>
        new(LawChange.NotComparable, double.NaN, 0, double.NaN, double.NaN, double.NaN);

    private static double[] Without(
        Observations data,
        AdditiveProblem problem,
        Solution optimum,
        string run
    )
    {
        var index = data.Runs.ToList().IndexOf(run);
        if (index < 0)
        {
            return optimum.Theta;
        }

        var weight = new double[problem.BaseWeight.Length];
        for (var slot = 0; slot < weight.Length; slot++)
        {
            weight[slot] = data.Run[slot] == index ? 0 : problem.BaseWeight[slot];
        }

        return problem.Resolve(optimum, weight).Theta;
    }

    /// <summary>After minus before about the earlier centre: a term's log at c' is a - alpha (c' - c).</summary>
    private static double[] Difference(
        AdditiveProblem old,
        AdditiveProblem now,
        double[] before,
        double[] after
    )
    {
        var moved = (double[])after.Clone();
        moved[1] -= after[3] * (old.CentreU - now.CentreU);
        moved[2] -= after[4] * (old.CentreV - now.CentreV);
        return Array.ConvertAll(old.Form.Free, i => moved[i] - before[i]);
    }

    /// <summary>
    /// Sum of squares about the mean of each kind of run: shared, new, gone. New runs of another law all pull one way; about the common mean that pull would count as scatter and
    /// hide the change. A kind with few runs has no mean of its own.
    /// </summary>
    private static double[] Covariance(double[][] pseudo, int[] kind, int p)
    {
        var covariance = new double[p * p];
        var all = Mean(pseudo, p);
        foreach (var group in Enumerable.Range(0, pseudo.Length).GroupBy(i => kind[i]))
        {
            var members = group.Select(i => pseudo[i]).ToArray();
            double n = members.Length;
            var mean = n >= LeastOfKind ? Mean(members, p) : all;
            var factor = n >= LeastOfKind ? (n - 1) / n : 1;
            foreach (var d in members)
            {
                for (var k = 0; k < p; k++)
                {
                    for (var l = 0; l < p; l++)
                    {
                        covariance[(k * p) + l] += factor * (d[k] - mean[k]) * (d[l] - mean[l]);
                    }
                }
            }
        }

        return covariance;
    }

    private static double[] Mean(double[][] values, int p) =>
        [.. Enumerable.Range(0, p).Select(k => values.Average(d => d[k]))];

    private static ChangeResult Judge(
        double[] difference,
        double[] covariance,
        int p,
        AdditiveForm form,
        int runs,
        double level
    )
    {
        var exponents = p - (form.HasSecondTerm ? 2 : 1);
        if (
            ChangeTest.Quadratic(difference, covariance, p, 0) is not { } all
            || ChangeTest.Quadratic(difference, covariance, p, exponents) is not { } slopes
        )
        {
            // Nothing moved at all: the same runs, or runs that do not matter.
            return Array.TrueForAll(difference, d => d == 0)
                ? new ChangeResult(LawChange.Unchanged, 0, p, 1, 1, 1)
                : Nothing;
        }

        var pAll = PValue(all, p, runs);
        var pExponent = PValue(slopes, p - exponents, runs);
        var pPrefactor = PValue(Math.Max(0, all - slopes), exponents, runs);
        return new ChangeResult(
            ChangeTest.Name(pAll, pExponent, pPrefactor, level),
            all,
            p,
            pAll,
            pExponent,
            pPrefactor
        );
    }

    /// <summary>T^2 (n - p) / (p (n - 1)) is F with p and n - p degrees of freedom.</summary>
    private static double PValue(double square, int p, int n) =>
        Distributions.FisherTail(p, n - p, square * (n - p) / (p * (n - 1.0)));
}
