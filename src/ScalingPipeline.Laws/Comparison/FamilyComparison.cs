using ScalingPipeline.Laws.Fitting;
using ScalingPipeline.Laws.Fitting.General;
using ScalingPipeline.Laws.Forms;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Comparison;

/// <summary>How two families of models scale beside each other.</summary>
public enum FamilyRelation
{
    /// <summary>One law does for both.</summary>
    SameLaw,

    /// <summary>Parallel lines: the same exponent, another prefactor, so one factor of size makes up for the difference at any scale.</summary>
    SameExponent,

    /// <summary>The lines are not parallel: which family is better depends on the scale.</summary>
    DifferentExponents,

    /// <summary>Too few points, or no fit, to tell.</summary>
    NotIdentified,
}

/// <summary>
/// Two families on one data distribution: nested F tests of L = L_inf + (x0/x)^alpha with one irreducible loss, first with one exponent, then with one law
/// for both. Better models often shift the line and keep its exponent (Hestness et al. 2017, arXiv 1712.00409; Kaplan et al. 2020, Fig. 7).
/// </summary>
/// <param name="Relation">What the tests say.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="EquivalentSize">How many times as large a model of the second family has the loss of one of the first, with parallel lines; NaN when they are not fitted.</param>
/// <param name="EquivalentSizeLow">Lower end of its 95 % profile interval.</param>
/// <param name="EquivalentSizeHigh">Upper end.</param>
/// <param name="ExponentDifference">Exponent of the second family less that of the first, when it is free.</param>
/// <param name="First">The law of the first family under the relation found; null when nothing was fitted.</param>
/// <param name="Second">The law of the second family.</param>
/// <param name="Fit">The account of the fit with everything free.</param>
public sealed record FamilyComparison(
    FamilyRelation Relation,
    string Reason,
    double EquivalentSize,
    double EquivalentSizeLow,
    double EquivalentSizeHigh,
    double ExponentDifference,
    PowerLaw? First,
    PowerLaw? Second,
    Fit Fit
)
{
    /// <summary>Confidence of the tests and of the interval.</summary>
    public const double Confidence = 0.95;

    /// <summary>Compares two families by their losses against one variable.</summary>
    /// <param name="first">A table of one column.</param>
    /// <param name="second">A table of the same column.</param>
    /// <param name="options">A reporting fit.</param>
    public static FamilyComparison Of(LossTable first, LossTable second, FitOptions options)
    {
        var data = Joined(first, second);
        var form = new FamilyPairForm(data);
        var fit = FormFit.Run(form, data, options).Fit;
        if (
            fit.Form is null
            || fit.Status.Kind is Identification.TooFewPoints or Identification.PoorFit
            || !fit.Exit.IsMinimum()
        )
        {
            return Nothing(fit, fit.Status.Reason);
        }

        var problem = new FormProblem(form, data, options.Loss, options.MaxIterations);
        var free = problem.Solve();
        var parallel = problem.Solve(new Hold(FamilyPairForm.ExponentDifference, 0));
        var one = problem.Solve(
            new Hold(FamilyPairForm.Shift, 0),
            new Hold(FamilyPairForm.ExponentDifference, 0)
        );
        var test = new RatioTest(problem, free);
        var critical = test.Critical(Confidence);
        var bends = test.Against(parallel).Statistic;

        // Given parallel lines, the shift is tested against the scatter around them.
        var shifts = test.Against(one).Statistic - bends;
        var relation = (bends >= critical, shifts >= critical) switch
        {
            (true, _) => FamilyRelation.DifferentExponents,
            (false, true) => FamilyRelation.SameExponent,
            _ => FamilyRelation.SameLaw,
        };
        var chosen = relation switch
        {
            FamilyRelation.DifferentExponents => free,
            FamilyRelation.SameExponent => parallel,
            _ => one,
        };
        var (low, high) = ShiftInterval(problem, parallel);
        return new FamilyComparison(
            relation,
            $"F {Math.Max(0, bends):F1} for different exponents and {Math.Max(0, shifts):F1} for a shift, against {critical:F1} at 95 %.",
            Elementary.Exp(parallel.Theta[FamilyPairForm.Shift]),
            Elementary.Exp(low),
            Elementary.Exp(high),
            free.Theta[FamilyPairForm.ExponentDifference],
            form.LawOf(chosen.Theta),
            SecondLaw(form, chosen.Theta),
            fit
        );
    }

    private static FamilyComparison Nothing(Fit fit, string reason) =>
        new(
            FamilyRelation.NotIdentified,
            reason,
            double.NaN,
            double.NaN,
            double.NaN,
            double.NaN,
            null,
            null,
            fit
        );

    /// <summary>The profile of the shift along parallel lines.</summary>
    private static (double Low, double High) ShiftInterval(
        FormProblem problem,
        FormSolution parallel
    ) =>
        FormProfile.Of(
            problem,
            parallel,
            FamilyPairForm.Shift,
            Confidence,
            new Hold(FamilyPairForm.ExponentDifference, 0)
        );

    private static PowerLaw SecondLaw(FamilyPairForm form, double[] theta)
    {
        // (x0/x)^alpha at x = exp(centre + s + u) is the same level: the second law is the first with another exponent about its own centre.
        var first = form.LawOf(theta);
        var alpha = theta[2] + theta[FamilyPairForm.ExponentDifference];
        var logCentre = Elementary.Log(first.X0) - (theta[1] / theta[2]);
        return new PowerLaw(
            first.LInf,
            Elementary.Exp((theta[1] / alpha) + logCentre + theta[FamilyPairForm.Shift]),
            alpha
        );
    }

    private static LossTable Joined(LossTable first, LossTable second)
    {
        var tables = new[] { first, second };
        var rows = (
            from family in Enumerable.Range(0, 2)
            let table = tables[family]
            from slot in Enumerable.Range(0, table.Rows.Length)
            select (
                X: table.Rows[slot][0],
                Family: family + 1.0,
                Loss: Elementary.Exp(table.LogLoss[slot]),
                Weight: table.Weight[slot],
                Run: $"{family + 1}/{table.Runs[table.Run[slot]]}"
            )
        ).ToArray();
        return LossTable.Of(
            [first.Variables[0], "family"],
            [Array.ConvertAll(rows, r => r.X), Array.ConvertAll(rows, r => r.Family)],
            Array.ConvertAll(rows, r => r.Loss),
            Array.ConvertAll(rows, r => r.Weight),
            Array.ConvertAll(rows, r => r.Run)
        );
    }
}
