namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>
/// The forecast fit of a form without a kernel of its own: from the optimum of the reporting fit, rounds of scale and solve with the weights and the Huber width of
/// <see cref="ForecastWeights"/>. The prior there is one of the exponents of L(N, D), so other forms have none. What the data determine is asked of the reporting fit.
/// </summary>
internal static class FormForecast
{
    /// <param name="form">The form.</param>
    /// <param name="data">The losses.</param>
    /// <param name="reporting">The reporting fit; comes back as it is where nothing was fitted.</param>
    /// <param name="iterations">Evaluations of objective and Hessian for each round.</param>
    public static Fit Of(LawForm form, LossTable data, Fit reporting, int iterations)
    {
        if (reporting.Form is not { } fitted)
        {
            return reporting;
        }

        var compute = Array.ConvertAll(data.Rows, row => form.Compute(row));
        var weighted = data.Reweighted(ForecastWeights.Of(data.Weight, compute));
        var (problem, solution) = Round(form, weighted, fitted.Theta, iterations);
        for (var round = 1; round < ForecastWeights.Rounds; round++)
        {
            (problem, solution) = Round(form, weighted, solution.Theta, iterations);
        }

        var power = ForecastWeights.PowerOf(data.Weight, compute);
        var fit = FormFit.Account(
            reporting with
            {
                Kind = FitKind.Forecast,
                Estimator =
                    $"forecast fit: weights (C/Cmax)^{power:0.00}, Huber at {ForecastWeights.HuberScales} s",
            },
            problem,
            solution
        );
        return fit.Exit.IsMinimum()
            ? fit
            : fit with
            {
                Status = new FitStatus(
                    Identification.NotIdentified,
                    $"The solver found no minimum of the forecast fit: {fit.Exit.Describe()}."
                ),
            };
    }

    private static (FormProblem Problem, FormSolution Solution) Round(
        LawForm form,
        LossTable weighted,
        double[] theta,
        int iterations
    )
    {
        var residuals = weighted
            .Rows.Select((row, slot) => form.LogLossAt(theta, row) - weighted.LogLoss[slot])
            .ToArray();
        var scale = RobustScale.Of(
            residuals,
            weighted.Weight,
            theta.Length,
            ForecastWeights.LeastScale
        );
        var problem = new FormProblem(
            form,
            weighted,
            LossFunction.Huber(ForecastWeights.HuberScales * scale),
            iterations
        );
        return (problem, problem.From(theta, weighted.Weight));
    }
}
