using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>Fits any form by the published estimator, to the true optimum, and gives the account of it.</summary>
internal static class FormFit
{
    /// <param name="form">The form.</param>
    /// <param name="data">The losses.</param>
    /// <param name="options">A reporting fit.</param>
    /// <param name="held">Coordinates that are known and do not move.</param>
    /// <exception cref="ArgumentException">The options ask for a forecast fit: this is the reporting fit.</exception>
    public static FittedLaw<TLaw> Run<TLaw>(
        LawForm<TLaw> form,
        LossTable data,
        FitOptions options,
        params Hold[] held
    )
        where TLaw : struct
    {
        if (options.Kind != FitKind.Reporting)
        {
            throw new ArgumentException(
                $"{form.Name} has a reporting fit here; the catalogue forecasts with it.",
                nameof(options)
            );
        }

        var distinct = FormRules.DistinctRows(data);
        var fit = new Fit
        {
            Kind = options.Kind,
            Estimator = $"reporting fit: {options.Loss}",
            Points = data.Count,
            Counted = data.Weight.Count(weight => weight > 0),
            DistinctX = distinct,
            Status = new FitStatus(Identification.TooFewPoints, ""),
        };
        if (FormRules.TooFew(form, data, distinct, held.Length) is { } sentence)
        {
            return new FittedLaw<TLaw>(
                null,
                fit with
                {
                    Status = new FitStatus(Identification.TooFewPoints, sentence),
                }
            );
        }

        var problem = new FormProblem(form, data, options.Loss, options.MaxIterations);
        var solution = problem.Solve(held);
        return new FittedLaw<TLaw>(
            form.LawOf(solution.Theta),
            Judged(Account(fit, problem, solution, held), problem, solution, held)
        );
    }

    private static Fit Judged(Fit fit, FormProblem problem, FormSolution solution, Hold[] held) =>
        DoublePrecision.Checked(
            fit with
            {
                Status = FormRules.Judge(problem, solution, fit, fit.DistinctX, held),
            }
        );

    /// <summary>Everything about the end of a fit but whether the data determine it.</summary>
    public static Fit Account(
        Fit fit,
        FormProblem problem,
        FormSolution solution,
        params Hold[] held
    )
    {
        var (form, data) = (problem.Form, problem.Data);
        var logResiduals = data
            .Rows.Select((row, i) => form.LogLossAt(solution.Theta, row) - data.LogLoss[i])
            .ToArray();
        var covariance = problem.Covariance(solution, held);
        var jets = new Jet[solution.Theta.Length];
        Jet.Variables(solution.Theta, jets);
        var named = form.Named(jets);
        var factor = problem.Loss.Factor;
        return fit with
        {
            Objective = factor * solution.Minimum.Objective,
            Exit = solution.Minimum.Exit,
            GradientNorm = factor * solution.Minimum.GradientNorm,
            Iterations = solution.Minimum.Iterations,
            Starts = solution.Starts,
            StartsAtMinimum = solution.StartsAtMinimum,
            Residuals = Array.ConvertAll(data.SlotOfRow, slot => -logResiduals[slot]),
            Scale = RobustScale.Of(
                logResiduals,
                [.. data.Weight.Select((weight, slot) => weight / data.Copies[slot])],
                solution.Theta.Length - held.Length,
                ForecastWeights.LeastScale
            ),
            ResidualRms = WeightedRms(logResiduals, data.Weight),
            LargestCompute = data.Rows.Max(row => form.Compute(row)),
            Parameters = Estimates(named, covariance),
            Covariance = covariance is null ? null : Propagate(named, covariance),
            Form = new FittedForm(form, solution.Theta, covariance),
        };
    }

    private static double WeightedRms(double[] residuals, double[] weight) =>
        Math.Sqrt(residuals.Select((r, i) => weight[i] * r * r).Sum() / weight.Sum());

    /// <summary>Values with standard errors to first order.</summary>
    public static IReadOnlyList<ParameterEstimate> Estimates(
        IReadOnlyList<NamedJet> named,
        double[]? covariance
    )
    {
        var p = covariance is null ? 0 : (int)Math.Sqrt(covariance.Length);
        return [.. named.Select(jet => Estimate(jet, covariance, p))];
    }

    /// <summary>Covariance of the named parameters, row by row.</summary>
    public static double[] Propagate(IReadOnlyList<NamedJet> named, double[] covariance)
    {
        var p = (int)Math.Sqrt(covariance.Length);
        return
        [
            .. from left in named
            from right in named
            select SmallMatrix.Bilinear(Slope(left, p), covariance, Slope(right, p)),
        ];
    }

    private static ParameterEstimate Estimate(NamedJet named, double[]? covariance, int p)
    {
        if (covariance is null)
        {
            return new ParameterEstimate(named.Name, named.Value.Value, double.NaN, double.NaN);
        }

        var slope = Slope(named, p);
        var error = Math.Sqrt(Math.Max(0, SmallMatrix.Bilinear(slope, covariance, slope)));
        return new ParameterEstimate(
            named.Name,
            named.Value.Value,
            error,
            error / Math.Abs(named.Value.Value)
        );
    }

    private static double[] Slope(NamedJet named, int p) =>
        [.. Enumerable.Range(0, p).Select(i => named.Value.Slope(i))];
}
