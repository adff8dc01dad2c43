namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>From observations to the account of a fit; the laws add the names and units of their parameters.</summary>
internal static class AdditiveFit
{
    /// <summary>A fit without its named parameters, and the problem and solution behind it; these are null when there are too few points.</summary>
    /// <param name="refuse">Whether too few points are refused; only studies of what would happen otherwise say no.</param>
    public static (Fit Fit, AdditiveProblem? Problem, Solution? Solution) Run(
        Observations data,
        FitOptions options,
        bool refuse = true
    )
    {
        if (options.Loss.OfLoss)
        {
            throw new ArgumentException(
                "Power laws and L(N, D) are fitted to log L; choose least squares or a Huber loss of its residuals.",
                nameof(options)
            );
        }

        var form = new AdditiveForm(options.WithFloor, data.HasTwoVariables);
        var support = Support.Of(data);
        var fit = new Fit
        {
            Kind = options.Kind,
            Estimator = Describe(data, options),
            Points = data.Count,
            Counted = data.Weight.Count(weight => weight > 0),
            DistinctX = support.Distinct,
            Status = new FitStatus(Identification.TooFewPoints, ""),
        };
        if (refuse && support.TooFew(form) is { } sentence)
        {
            var status = new FitStatus(Identification.TooFewPoints, sentence);
            return (fit with { Status = status }, null, null);
        }

        var problem = new AdditiveProblem(data, form, options);
        var solution = problem.Solve();
        var minimum = solution.Minimum;
        var residuals = problem.Residuals(solution);
        var factor = options.Kind == FitKind.Forecast ? 1 : options.Loss.Factor;
        fit = fit with
        {
            Objective = factor * minimum.Objective,
            Exit = minimum.Exit,
            GradientNorm = factor * minimum.GradientNorm,
            Iterations = minimum.Iterations,
            Starts = solution.Starts,
            StartsAtMinimum = solution.StartsAtMinimum,
            Residuals = Array.ConvertAll(data.SlotOfRow, slot => -residuals[slot]),
            Scale = RobustScale.Of(
                residuals,
                problem.OwnWeight,
                form.ParameterCount,
                ForecastWeights.LeastScale
            ),
            ResidualRms = ResidualOrder.Rms(data.Weight, residuals),
            LargestCompute = support.LargestCompute,
            Centred = new CentredParameters
            {
                Names = CentredParameters.NamesOf(form),
                Values = Array.ConvertAll(form.Free, i => solution.Theta[i]),
                Covariance = ParameterCovariance.Of(problem, solution, residuals),
                RobustCovariance =
                    options.Kind == FitKind.Reporting
                        ? ParameterCovariance.Robust(problem, solution, residuals)
                        : null,
                Information = ParameterCovariance.Information(problem, solution.Theta),
                Centre = problem.CentreU,
                SecondCentre = problem.CentreV,
            },
        };
        return (
            fit with
            {
                Status = IdentificationRules.Judge(data, support, problem, solution, fit),
            },
            problem,
            solution
        );
    }

    private static string Describe(Observations data, FitOptions options)
    {
        var floor = options.WithFloor ? "" : ", no irreducible loss";
        return options.Kind == FitKind.Forecast
            ? $"forecast fit: weights (C/Cmax)^{ForecastWeights.PowerOf(data):0.00}, Huber at {ForecastWeights.HuberScales} s, exponents ~ N({ForecastWeights.PriorMean}, {ForecastWeights.PriorDeviation}) scaled by s{floor}"
            : $"reporting fit: {options.Loss}{floor}";
    }
}
