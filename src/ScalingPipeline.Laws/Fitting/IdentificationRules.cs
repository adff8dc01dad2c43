using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Uncertainty;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// Decides whether the data determine the law; the first rule that speaks wins. A forecast fit leans on its prior and its weights, so what the data alone
/// determine is asked of the reporting fit in its place.
/// </summary>
internal static class IdentificationRules
{
    /// <summary>Fewer distinct points than this make a good fit provisional: bands of so few points cover less than they claim.</summary>
    public const int FirmPoints = 10;

    /// <summary>Fewer distinct points than this do not show by the order of the residuals alone that a form is wrong.</summary>
    private const int PointsThatShowOrder = 20;

    /// <summary>Residuals above 4 % of the loss are beyond any seed noise; with few points nothing else can show a wrong form.</summary>
    private const double UnmistakableResidual = 0.04;

    /// <summary>
    /// With many points scatter up to here may be noise: losses by context position of healthy text models scatter by 5 to 6 %, those
    /// of images in raster order, which follow no power law (Henighan et al. 2020, section 1.4), by 10 %.
    /// </summary>
    private const double UnmistakableScatter = 0.08;

    /// <summary>Residuals that run in stretches count only above this size: smooth curves of one run have tiny ordered residuals.</summary>
    private const double OrderedResidual = 0.02;

    /// <summary>Noise has residuals in such stretches less often than this; a published context curve of 16 points, which only lacks a floor, has 6e-4.</summary>
    private const double Chance = 1e-4;

    /// <summary>An exponent within two standard errors of zero is not one.</summary>
    public const double LargestRelativeError = 0.5;

    /// <summary>Below this range of ln loss there is only rounding.</summary>
    private const double LeastVariation = 1e-9;

    private const double Confidence = 0.95;

    private static readonly double[] _boundsOfExponents =
    [
        AdditiveForm.LeastExponent,
        AdditiveForm.GreatestExponent,
    ];

    public static FitStatus Judge(
        Observations data,
        Support support,
        AdditiveProblem problem,
        Solution solution,
        Fit fit
    )
    {
        if ((support.TooNarrow() ?? support.Entangled) is { } narrow)
        {
            return new FitStatus(Identification.NotIdentified, narrow);
        }

        if (data.LogLoss.Max() - data.LogLoss.Min() < LeastVariation)
        {
            return new FitStatus(
                Identification.PoorFit,
                $"The loss does not change with {string.Join(" and ", data.Variables)}: there is nothing to fit."
            );
        }

        if (!fit.Exit.IsMinimum())
        {
            return new FitStatus(
                Identification.NotIdentified,
                $"The solver found no minimum: {fit.Exit.Describe()}."
            );
        }

        if (fit.Kind == FitKind.Forecast)
        {
            problem = new AdditiveProblem(
                data,
                problem.Form,
                FitOptions.Reporting with
                {
                    WithFloor = problem.Form.HasFloor,
                }
            );
            solution = problem.Solve();
        }

        if (NotThisLaw(data, problem, solution, fit.DistinctX, fit.Scale) is { } poor)
        {
            return new FitStatus(Identification.PoorFit, poor);
        }

        if (OnBound(data, problem.Form, solution) is { } bound)
        {
            return new FitStatus(Identification.NotIdentified, bound);
        }

        var test = new ProfileTest(problem, solution, fit.DistinctX >= FirmPoints);
        if (FloorNotPinned(data, problem, solution, test) is { } open)
        {
            return new FitStatus(Identification.FloorNotIdentified, open);
        }

        // A forecast averages over what the data leave open, and its interval tells how far that goes.
        if (fit.Kind == FitKind.Reporting && Vague(data, problem, solution, test) is { } vague)
        {
            return new FitStatus(Identification.NotIdentified, vague);
        }

        return fit.DistinctX < FirmPoints
            ? new FitStatus(
                Identification.Provisional,
                $"A good fit, but to only {fit.DistinctX} {support.Things}."
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

    /// <summary>The profile of the floor at zero: refused where the interval of the floor has a lower end.</summary>
    private static string? FloorNotPinned(
        Observations data,
        AdditiveProblem problem,
        Solution solution,
        ProfileTest test
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
        var spread = Held.Spread(problem, problem.Kernel, without.Theta, solution.Delta);
        var statistic = test.Statistic(spread);
        var critical = test.Critical(Confidence, ProfileTest.GradientOf(0));
        var floor = problem.Form.HasSecondTerm ? "E" : "L_inf";
        return statistic <= critical
            ? $"{floor} is not identified: without it the residual variance is {test.VarianceRatio(spread):G4} times as large (F {Math.Max(0, statistic):F1} against {critical:F1} at 95 %), so a pure power law does as well."
            : null;
    }

    /// <summary>Exponents that are hardly told from zero, or that the data let run to where the solver holds them.</summary>
    private static string? Vague(
        Observations data,
        AdditiveProblem problem,
        Solution solution,
        ProfileTest test
    )
    {
        var free = problem.Form.Free;
        if (
            ParameterCovariance.Of(problem, solution, problem.Residuals(solution))
            is not { } covariance
        )
        {
            return "The curvature of the objective is singular: the points do not determine every parameter.";
        }

        for (var k = 0; k < data.Variables.Count; k++)
        {
            var parameter = 3 + k;
            var place = Array.IndexOf(free, parameter);
            var exponent = solution.Theta[parameter];
            var error = Math.Sqrt(Math.Max(0, covariance[(place * free.Length) + place]));
            if (!(error <= LargestRelativeError * exponent))
            {
                return $"The exponent of {data.Variables[k]} is not identified: {exponent:G4} with a standard error of {error:G3}.";
            }

            var critical = test.Critical(Confidence, ProfileTest.GradientOf(parameter));
            foreach (var bound in _boundsOfExponents)
            {
                if (test.Statistic(Held.At(problem, solution, parameter, bound)) <= critical)
                {
                    return $"The exponent of {data.Variables[k]} is not identified: its 95 % interval reaches {bound}, where the solver holds it.";
                }
            }
        }

        return null;
    }

    private static string? NotThisLaw(
        Observations data,
        AdditiveProblem problem,
        Solution solution,
        int distinct,
        double scale
    )
    {
        if (data.HasTwoVariables)
        {
            return scale > UnmistakableResidual
                ? $"The points do not follow this law: residuals of {scale:P1} (robust scale) are beyond seed noise."
                : null;
        }

        var seen = ResidualOrder.Seen(problem, solution);
        var share = ResidualOrder.Unexplained(data, problem.Residuals(solution), seen);
        var rms = ResidualOrder.Rms(data.Weight, seen);
        if (share > 0.5)
        {
            return $"The points do not follow a power law: it explains only {Math.Max(0, 1 - share):P0} of the variation of log L.";
        }

        if (rms > (distinct < PointsThatShowOrder ? UnmistakableResidual : UnmistakableScatter))
        {
            return $"The points do not follow a power law: residuals of {rms:P1} rms are beyond {(distinct < PointsThatShowOrder ? "seed noise" : "the noise of measured losses")}.";
        }

        if (distinct < FirmPoints || rms <= OrderedResidual)
        {
            return null;
        }

        var chance = ResidualOrder.Probability(data, seen);
        return chance < Chance
            ? $"The points do not follow a power law: residuals of {rms:P1} rms run in long stretches of one sign (von Neumann's ratio, p = {chance:G2})."
            : null;
    }
}
