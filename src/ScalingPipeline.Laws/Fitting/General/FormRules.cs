namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>Decides whether the data determine a law of any form; the first rule that speaks wins.</summary>
internal static class FormRules
{
    /// <summary>Residuals beyond any seed noise, by their robust scale.</summary>
    private const double UnmistakableResidual = 0.04;

    private const double Confidence = 0.95;

    public static int DistinctRows(LossTable data) =>
        data
            .Rows.Where((_, slot) => data.Weight[slot] > 0)
            .Select(row => string.Join(' ', row.Select(x => x.ToString("R"))))
            .Distinct(StringComparer.Ordinal)
            .Count();

    /// <summary>The sentence to show when there are too few points; null when there are enough.</summary>
    public static string? TooFew(LawForm form, LossTable data, int distinct, int held = 0)
    {
        var needed = form.Coordinates.Count - held + 1;
        return distinct < needed
            ? $"{form.Name} needs at least {needed} different ({string.Join(", ", data.Variables)}); there {(distinct == 1 ? "is" : "are")} {distinct}."
            : null;
    }

    public static FitStatus Judge(
        FormProblem problem,
        FormSolution solution,
        Fit fit,
        int distinct,
        params Hold[] held
    )
    {
        if ((TooNarrow(problem) ?? Entangled(problem) ?? problem.Form.Lacking) is { } lacking)
        {
            return new FitStatus(Identification.NotIdentified, lacking);
        }

        if (!fit.Exit.IsMinimum())
        {
            return new FitStatus(
                Identification.NotIdentified,
                $"The solver found no minimum: {fit.Exit.Describe()}."
            );
        }

        if (fit.Scale > UnmistakableResidual)
        {
            return new FitStatus(
                Identification.PoorFit,
                $"The points do not follow {problem.Form.Name}: residuals of {fit.Scale:P1} (robust scale) are beyond seed noise."
            );
        }

        if (OnBound(problem.Form, solution, held) is { } bound)
        {
            return new FitStatus(Identification.NotIdentified, bound);
        }

        if (Superfluous(problem, solution, held) is { } part)
        {
            return part;
        }

        if (Vague(problem, solution, fit, held) is { } vague)
        {
            return new FitStatus(Identification.NotIdentified, vague);
        }

        var things = $"different ({string.Join(", ", problem.Data.Variables)})";
        return distinct < IdentificationRules.FirmPoints
            ? new FitStatus(
                Identification.Provisional,
                $"A good fit, but to only {distinct} {things}."
            )
            : new FitStatus(
                Identification.Identified,
                $"Every parameter is pinned down by {distinct} {things}."
            );
    }

    private static string? TooNarrow(FormProblem problem)
    {
        var data = problem.Data;
        for (var k = 0; k < data.Variables.Count; k++)
        {
            var column = k;
            var values = data.Rows.Select(row => row[column]).ToArray();
            var ratio = values.Max() / values.Min();
            if (problem.Form.NeedsRangeOf(k) && ratio < Support.LeastRatio)
            {
                return $"{data.Variables[k]} spans only a factor {ratio:G3}; an exponent needs at least a factor {Support.LeastRatio}.";
            }
        }

        return null;
    }

    /// <summary>Of the first two variables, where each has an exponent of its own.</summary>
    private static string? Entangled(FormProblem problem)
    {
        var data = problem.Data;
        if (
            data.Variables.Count < 2
            || !problem.Form.NeedsRangeOf(0)
            || !problem.Form.NeedsRangeOf(1)
        )
        {
            return null;
        }

        var used = Enumerable
            .Range(0, data.Rows.Length)
            .Where(slot => data.Weight[slot] > 0)
            .ToArray();
        return Entanglement.Of(
            Array.ConvertAll(used, slot => data.Rows[slot][0]),
            Array.ConvertAll(used, slot => data.Rows[slot][1]),
            Array.ConvertAll(used, slot => data.Run[slot]),
            data.Variables[0],
            data.Variables[1]
        );
    }

    private static string? OnBound(LawForm form, FormSolution solution, Hold[] held)
    {
        for (var i = 0; i < form.Coordinates.Count; i++)
        {
            var coordinate = form.Coordinates[i];
            if (coordinate.MayVanish || held.Any(hold => hold.Coordinate == i))
            {
                continue;
            }

            var slack = 1e-9 * (1 + Math.Abs(solution.Theta[i]));
            if (solution.Theta[i] >= coordinate.Upper - slack)
            {
                return Sentence(coordinate, "upper", coordinate.Upper, coordinate.AtUpper);
            }

            if (!coordinate.MayEndBelow && solution.Theta[i] <= coordinate.Lower + slack)
            {
                return Sentence(coordinate, "lower", coordinate.Lower, coordinate.AtLower);
            }
        }

        return null;

        static string Sentence(FormParameter c, string side, double bound, string? meaning) =>
            $"{c.Name} runs to its {side} bound {bound:G4}{(meaning is null ? "" : $": {meaning}")}.";
    }

    private static FitStatus? Superfluous(FormProblem problem, FormSolution solution, Hold[] held)
    {
        var test = new RatioTest(problem, solution);
        foreach (
            var restriction in problem.Form.Restrictions.Where(r =>
                held.All(hold => hold.Coordinate != r.Coordinate)
            )
        )
        {
            var without = problem.Solve([
                .. held,
                new Hold(restriction.Coordinate, restriction.Value),
            ]);
            var (ratio, statistic) = test.Against(without, restriction.Freedom);
            var critical = test.Critical(restriction.Confidence, restriction.Freedom);
            if (statistic < critical)
            {
                return new FitStatus(
                    restriction.Verdict,
                    $"{restriction.Finding}: without it the residual variance is {ratio:G4} times as large (F {Math.Max(0, statistic):F1} against {critical:F1} at {restriction.Confidence:P0})."
                );
            }
        }

        return null;
    }

    /// <summary>Exponents that are hardly told from zero, or that the data let run to where the solver holds them.</summary>
    private static string? Vague(FormProblem problem, FormSolution solution, Fit fit, Hold[] held)
    {
        var form = problem.Form;
        if (fit.Form?.Covariance is not { } covariance || covariance.Any(c => !double.IsFinite(c)))
        {
            return $"The curvature of the objective is singular: the points do not determine every parameter of {form.Name}.";
        }

        var p = solution.Theta.Length;
        var test = new RatioTest(problem, solution);
        for (var i = 0; i < p; i++)
        {
            var coordinate = form.Coordinates[i];
            if (!coordinate.IsExponent || held.Any(hold => hold.Coordinate == i))
            {
                continue;
            }

            var error = Math.Sqrt(Math.Max(0, covariance[(i * p) + i]));
            if (!(error <= IdentificationRules.LargestRelativeError * Math.Abs(solution.Theta[i])))
            {
                return $"{coordinate.Name} is not identified: {solution.Theta[i]:G4} with a standard error of {error:G3}.";
            }

            foreach (var bound in new[] { coordinate.Lower, coordinate.Upper })
            {
                var there = problem.From(
                    solution.Theta,
                    problem.Data.Weight,
                    [.. held, new Hold(i, bound)]
                );
                if (test.Against(there).Statistic <= test.Critical(Confidence))
                {
                    return $"{coordinate.Name} is not identified: its 95 % interval reaches {bound:G4}, where the solver holds it.";
                }
            }
        }

        return null;
    }
}
