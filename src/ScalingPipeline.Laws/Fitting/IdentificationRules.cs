using MathNet.Numerics.Distributions;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>Decides whether the data determine the law; the first rule that speaks wins.</summary>
internal static class IdentificationRules
{
    /// <summary>Fewer distinct points than this make a good fit provisional: bands of so few points cover less than they claim.</summary>
    public const int FirmPoints = 10;

    /// <summary>Residuals above 4 % of the loss are beyond any seed noise; with few points nothing else can show a wrong form.</summary>
    private const double UnmistakableResidual = 0.04;

    /// <summary>Residuals that run in stretches count only above this size: smooth curves of one run have tiny ordered residuals.</summary>
    private const double OrderedResidual = 0.02;

    private const double Confidence = 0.95;

    public static FitStatus Judge(
        Observations data,
        Support support,
        AdditiveProblem problem,
        Solution solution,
        Fit fit
    )
    {
        if (support.TooNarrow() is { } narrow)
        {
            return new FitStatus(Identification.NotIdentified, narrow);
        }

        if (!fit.Exit.IsMinimum())
        {
            return new FitStatus(
                Identification.NotIdentified,
                $"The solver found no minimum: {fit.Exit.Describe()}."
            );
        }

        if (NotThisLaw(data, problem, solution, fit) is { } poor)
        {
            return new FitStatus(Identification.PoorFit, poor);
        }

        var open = OnBound(data, problem.Form, solution) ?? FloorNotPinned(data, problem, solution);
        if (open is not null)
        {
            return new FitStatus(Identification.NotIdentified, open);
        }

        return fit.DistinctX < FirmPoints
            ? new FitStatus(
                Identification.Provisional,
                $"Provisional: a good fit, but to only {fit.DistinctX} {support.Things}."
            )
            : new FitStatus(
                Identification.Identified,
                $"Every parameter is pinned down by {fit.DistinctX} {support.Things}."
            );
    }

    private static string? OnBound(Observations data, AdditiveForm form, Solution solution)
    {
        for (var k = 0; k < (form.HasSecondTerm ? 2 : 1); k++)
        {
            var exponent = solution.Theta[3 + k];
            var name = data.Variables[k];
            if (exponent >= AdditiveForm.GreatestExponent * (1 - 1e-9))
            {
                return $"The exponent of {name} runs to its upper bound {AdditiveForm.GreatestExponent}: the loss falls once and is then flat.";
            }

            if (exponent <= AdditiveForm.LeastExponent * (1 + 1e-9))
            {
                return $"The exponent of {name} runs to its lower bound {AdditiveForm.LeastExponent}: the points do not bend towards a power law.";
            }
        }

        return null;
    }

    /// <summary>
    /// The profile of the floor at zero: an F test of the objective without a floor against the optimum. A Huber loss whose points mostly lie in the
    /// linear zone is a Laplace likelihood, whose ratio enters squared.
    /// </summary>
    private static string? FloorNotPinned(
        Observations data,
        AdditiveProblem problem,
        Solution solution
    )
    {
        if (!problem.Form.HasFloor)
        {
            return null;
        }

        var without = new AdditiveProblem(
            data,
            problem.Form.WithoutFloor,
            problem.Options
        ).SolveLike(solution);
        var spare = data.X.Length - problem.Form.ParameterCount;
        var ratio = without.Minimum.Objective / solution.Minimum.Objective;
        var statistic = spare * (Math.Pow(ratio, 1 + LinearShare(problem, solution)) - 1);
        var critical = FisherSnedecor.InvCDF(1, spare, Confidence);
        var floor = problem.Form.HasSecondTerm ? "E" : "L_inf";
        return statistic < critical
            ? $"{floor} is not identified: without it the objective is {ratio:G4} times the optimum (F {Math.Max(0, statistic):F1} against {critical:F1} at 95 %), so a pure power law does as well."
            : null;
    }

    private static double LinearShare(AdditiveProblem problem, Solution solution)
    {
        var residuals = new double[problem.Kernel.Count];
        problem.Kernel.Residuals(solution.Theta, residuals);
        return residuals.Count(r => Math.Abs(r) > solution.Delta) / (double)residuals.Length;
    }

    private static string? NotThisLaw(
        Observations data,
        AdditiveProblem problem,
        Solution solution,
        Fit fit
    )
    {
        if (data.HasTwoVariables)
        {
            return null;
        }

        var share = ResidualOrder.Unexplained(data, solution, problem);
        var rms = fit.ResidualRms;
        if (share > 0.5)
        {
            return $"The points do not follow a power law: it explains only {1 - share:P0} of the variation of log L.";
        }

        if (fit.DistinctX < FirmPoints)
        {
            return rms > UnmistakableResidual
                ? $"The points do not follow a power law: residuals of {rms:P1} rms are beyond seed noise."
                : null;
        }

        var z = ResidualOrder.VonNeumann(data, solution, problem);
        return rms > OrderedResidual && z > 4
            ? $"The points do not follow a power law: residuals of {rms:P1} rms run in long stretches of one sign (von Neumann z {z:F1})."
            : null;
    }
}
