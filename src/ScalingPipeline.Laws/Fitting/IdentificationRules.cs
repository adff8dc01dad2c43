using ScalingPipeline.Laws.Fitting.Additive;
using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting;

/// <summary>
/// Decides whether the data determine the law; the first rule that speaks wins. A forecast fit leans on its prior and its weights, so what the data alone
/// determine is asked of the reporting fit in its place.
/// </summary>
internal static class IdentificationRules
{
    /// <summary>Fewer distinct points than this make a good fit provisional: bands of so few points cover less than they claim.</summary>
    public const int FirmPoints = 10;

    /// <summary>Residuals above 4 % of the loss are beyond any seed noise; with few points nothing else can show a wrong form.</summary>
    private const double UnmistakableResidual = 0.04;

    /// <summary>
    /// With many points scatter up to here may be noise: losses by context position of healthy text models scatter by 5 to 6 %, those
    /// of images in raster order, which follow no power law (Henighan et al. 2020, section 1.4), by 10 %.
    /// </summary>
    private const double UnmistakableScatter = 0.08;

    /// <summary>Residuals that run in stretches count only above this size: smooth curves of one run have tiny ordered residuals.</summary>
    private const double OrderedResidual = 0.02;

    /// <summary>Below this range of ln loss there is only rounding.</summary>
    private const double LeastVariation = 1e-9;

    private const double Confidence = 0.95;

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

        if (FloorNotPinned(data, problem, solution) is { } open)
        {
            return new FitStatus(Identification.FloorNotIdentified, open);
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

    /// <summary>
    /// The profile of the floor at zero: an F test of the fit without a floor against the optimum. Least squares compares sums of squares; a Huber fit
    /// compares sums of |r|, a Laplace likelihood with its scale profiled out, whose ratio enters squared.
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
        var power = double.IsPositiveInfinity(solution.Delta) ? 2 : 1;
        var spread = Spread(data, problem, without, power) / Spread(data, problem, solution, power);
        var ratio = power == 1 ? spread * spread : spread;
        var statistic = spare * (ratio - 1);
        var critical = Distributions.FisherQuantile(1, spare, Confidence);
        var floor = problem.Form.HasSecondTerm ? "E" : "L_inf";
        return statistic < critical
            ? $"{floor} is not identified: without it the residual variance is {ratio:G4} times as large (F {Math.Max(0, statistic):F1} against {critical:F1} at 95 %), so a pure power law does as well."
            : null;
    }

    /// <summary>Weighted sum of |r|^power.</summary>
    private static double Spread(
        Observations data,
        AdditiveProblem problem,
        Solution solution,
        int power
    )
    {
        var residuals = new double[data.X.Length];
        problem.Kernel.Residuals(solution.Theta, residuals);
        return residuals
            .Select((r, i) => problem.BaseWeight[i] * (power == 1 ? Math.Abs(r) : r * r))
            .Sum();
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

        var share = ResidualOrder.Unexplained(data, solution, problem);
        var rms = ResidualOrder.Rms(data, solution, problem);
        if (share > 0.5)
        {
            return $"The points do not follow a power law: it explains only {Math.Max(0, 1 - share):P0} of the variation of log L.";
        }

        if (distinct < FirmPoints)
        {
            return rms > UnmistakableResidual
                ? $"The points do not follow a power law: residuals of {rms:P1} rms are beyond seed noise."
                : null;
        }

        if (rms > UnmistakableScatter)
        {
            return $"The points do not follow a power law: residuals of {rms:P1} rms are beyond the noise of measured losses.";
        }

        var z = ResidualOrder.VonNeumann(data, solution, problem);
        return rms > OrderedResidual && z > 4
            ? $"The points do not follow a power law: residuals of {rms:P1} rms run in long stretches of one sign (von Neumann z {z:F1})."
            : null;
    }
}
