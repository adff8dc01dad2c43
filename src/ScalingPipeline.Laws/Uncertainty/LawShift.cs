using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Uncertainty;

/// <summary>How far something that a law says moved from one fit to a later one.</summary>
/// <param name="Before">What the earlier fit says, as a natural log.</param>
/// <param name="After">What the later one says, as a natural log.</param>
/// <param name="EarlierError">Standard error of the earlier, by the jackknife over its runs.</param>
/// <param name="Freedom">Runs of the earlier fit less its parameters.</param>
public readonly record struct ShiftEstimate(
    double Before,
    double After,
    double EarlierError,
    int Freedom
)
{
    /// <summary>ln(after / before).</summary>
    public double Difference => After - Before;

    /// <summary>
    /// Two-sided, by Student's t of the difference over the error of the earlier value. More data of the same law move an efficient estimate by less than that (Hausman 1978), so it errs
    /// towards "unchanged". NaN without an error.
    /// </summary>
    public double PValue =>
        EarlierError > 0
            ? Distributions.FisherTail(
                1,
                Freedom,
                Difference / EarlierError * (Difference / EarlierError)
            )
            : double.NaN;

    /// <summary>The interval of the earlier value at this level.</summary>
    public (double Low, double High) Interval(double level)
    {
        var half = EarlierError * Distributions.StudentQuantile(Freedom, (1 + level) / 2);
        return (Elementary.Exp(Before - half), Elementary.Exp(Before + half));
    }
}

/// <summary>
/// Two fits of one law, an earlier and a later one, that share most of their runs, and both again with every run left out (run-level jackknife, Efron and Stein 1981, stratified
/// by whether a run is new, gone or shared): what the difference of anything the law says is held against.
/// </summary>
public sealed class LawShift
{
    private const int LeastOfKind = 4;
    private const int Earlier = 1;
    private const int Later = 2;

    private readonly AdditiveProblem _old;
    private readonly AdditiveProblem _now;
    private readonly Pair _whole;
    private readonly Pair[] _without;
    private readonly int[] _kind;

    private LawShift(
        AdditiveProblem old,
        AdditiveProblem now,
        Pair whole,
        Pair[] without,
        int[] kind
    )
    {
        (_old, _now, _whole, _without, _kind) = (old, now, whole, without, kind);
    }

    /// <summary>The runs of either fit.</summary>
    public int Runs => _without.Length;

    /// <summary>Null when either fit has too few points, or both together have too few runs for their parameters.</summary>
    /// <param name="before">The earlier observations.</param>
    /// <param name="after">The later ones, of the same variables; runs are shared by name.</param>
    /// <param name="options">A reporting fit.</param>
    public static LawShift? Between(Observations before, Observations after, FitOptions options)
    {
        var (_, old, oldOptimum) = AdditiveFit.Run(before, options);
        var (_, now, nowOptimum) = AdditiveFit.Run(after, options);
        var runs = before.Runs.Union(after.Runs, StringComparer.Ordinal).ToArray();
        if (
            old is null
            || now is null
            || oldOptimum is null
            || nowOptimum is null
            || before.HasTwoVariables != after.HasTwoVariables
            || runs.Length <= old.Form.ParameterCount + 1
        )
        {
            return null;
        }

        return new LawShift(
            old,
            now,
            new Pair(oldOptimum.Theta, nowOptimum.Theta),
            Array.ConvertAll(
                runs,
                run => new Pair(
                    Without(before, old, oldOptimum, run),
                    Without(after, now, nowOptimum, run)
                )
            ),
            Array.ConvertAll(
                runs,
                run =>
                    (before.Runs.Contains(run, StringComparer.Ordinal) ? Earlier : 0)
                    + (after.Runs.Contains(run, StringComparer.Ordinal) ? Later : 0)
            )
        );
    }

    /// <summary>
    /// What moved: Hotelling's T^2 of all parameters with n - 1 degrees of freedom, n the runs of either fit. It errs towards "unchanged": a nominal .05 alarms on about .02 of
    /// simulated nights without a change.
    /// </summary>
    /// <param name="level">Significance at which a change is named.</param>
    public ChangeResult Test(double level = ChangeTest.DefaultLevel)
    {
        var p = _old.Form.ParameterCount;
        var difference = Parameters(_whole);
        var covariance = Covariance(Array.ConvertAll(_without, Parameters), p);
        var exponents = p - (_old.Form.HasSecondTerm ? 2 : 1);
        var levels = _old.Form.HasFloor ? 1 : 0;
        if (
            ChangeTest.Quadratic(difference, covariance, p, 0) is not { } all
            || ChangeTest.Quadratic(difference, covariance, p, levels) is not { } terms
            || ChangeTest.Quadratic(difference, covariance, p, exponents) is not { } slopes
        )
        {
            // Nothing moved at all: the same runs, or runs that do not matter.
            return Array.TrueForAll(difference, d => d == 0)
                ? new ChangeResult(LawChange.Unchanged, 0, p, 1, 1, 1) { FloorPValue = 1 }
                : ChangeResult.None;
        }

        var pAll = PValue(all, p);
        var pExponent = PValue(slopes, p - exponents);
        var pPrefactor = PValue(Math.Max(0, all - slopes), exponents);
        return new ChangeResult(
            ChangeTest.Name(pAll, pExponent, pPrefactor, level),
            all,
            p,
            pAll,
            pExponent,
            pPrefactor
        )
        {
            FloorPValue = levels == 0 ? double.NaN : PValue(Math.Max(0, all - terms), 1),
        };
    }

    /// <summary>The shift of the loss of one observation.</summary>
    /// <param name="x">N, D or C.</param>
    /// <param name="y">D for L(N, D); not read for laws of one variable.</param>
    public ShiftEstimate Loss(double x, double y = double.NaN) =>
        Of((problem, theta) => LogLoss(problem, theta, x, y));

    /// <summary>The shift of the optimal size at C = 6 N D FLOP.</summary>
    /// <exception cref="InvalidOperationException">The law has one variable.</exception>
    public ShiftEstimate OptimalSize(double compute) =>
        _old.Form.HasSecondTerm
            ? Of(
                (problem, theta) => Elementary.Log(Joint(problem, theta).OptimalParameters(compute))
            )
            : throw new InvalidOperationException("Only L(N, D) has an optimal size.");

    private ShiftEstimate Of(Func<AdditiveProblem, double[], double> says)
    {
        double[] without =
        [
            .. _without
                .Where((_, i) => (_kind[i] & Earlier) != 0)
                .Select(p => says(_old, p.Before)),
        ];
        var mean = without.Average();
        double n = without.Length;
        return new ShiftEstimate(
            says(_old, _whole.Before),
            says(_now, _whole.After),
            Math.Sqrt((n - 1) / n * without.Sum(v => (v - mean) * (v - mean))),
            without.Length - _old.Form.ParameterCount
        );
    }

    private static double LogLoss(AdditiveProblem problem, double[] theta, double x, double y)
    {
        var loss = Elementary.Exp(theta[1] - (theta[3] * (Elementary.Log(x) - problem.CentreU)));
        if (problem.Form.HasFloor)
        {
            loss += Elementary.Exp(theta[0]);
        }

        if (problem.Form.HasSecondTerm)
        {
            loss += Elementary.Exp(theta[2] - (theta[4] * (Elementary.Log(y) - problem.CentreV)));
        }

        return Elementary.Log(loss);
    }

    private static ChinchillaLaw Joint(AdditiveProblem problem, double[] theta) =>
        new(
            problem.Form.HasFloor ? Elementary.Exp(theta[0]) : 0,
            Elementary.Exp(theta[1] + (theta[3] * problem.CentreU)),
            Elementary.Exp(theta[2] + (theta[4] * problem.CentreV)),
            theta[3],
            theta[4]
        );

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
    private double[] Parameters(Pair pair)
    {
        var moved = (double[])pair.After.Clone();
        moved[1] -= pair.After[3] * (_old.CentreU - _now.CentreU);
        moved[2] -= pair.After[4] * (_old.CentreV - _now.CentreV);
        return Array.ConvertAll(_old.Form.Free, i => moved[i] - pair.Before[i]);
    }

    /// <summary>
    /// Sum of squares about the mean of each kind of run: shared, new, gone. New runs of another law all pull one way; about the common mean that pull would count as scatter and
    /// hide the change. A kind with few runs has no mean of its own.
    /// </summary>
    private double[] Covariance(double[][] pseudo, int p)
    {
        var covariance = new double[p * p];
        var all = Mean(pseudo, p);
        foreach (var group in Enumerable.Range(0, pseudo.Length).GroupBy(i => _kind[i]))
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

    /// <summary>T^2 (n - p) / (p (n - 1)) is F with p and n - p degrees of freedom.</summary>
    private double PValue(double square, int p) =>
        Distributions.FisherTail(p, Runs - p, square * (Runs - p) / (p * (Runs - 1.0)));

    private sealed record Pair(double[] Before, double[] After);
}
