using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.Additive;

/// <summary>Observations prepared for one form and one set of options: centred logs, base weights, the solver and its starts.</summary>
internal sealed class AdditiveProblem
{
    private readonly NewtonSolver solver;
    private readonly double[] residuals;

    public AdditiveProblem(Observations data, AdditiveForm form, FitOptions options)
    {
        Form = form;
        Options = options;
        Copies = data.Copies;
        BaseWeight = options.Kind == FitKind.Forecast ? ForecastWeights.Of(data) : data.Weight;
        CentreU = MeanLog(data.X, data.Weight);
        CentreV = data.SecondX is null ? 0 : MeanLog(data.SecondX, data.Weight);
        var v = data.SecondX is null
            ? new double[data.X.Length]
            : Array.ConvertAll(data.SecondX, x => Elementary.Log(x) - CentreV);
        Kernel = new AdditiveKernel(
            Array.ConvertAll(data.X, x => Elementary.Log(x) - CentreU),
            v,
            data.LogLoss
        );
        solver = new NewtonSolver(Kernel, form);
        residuals = new double[Kernel.Count];
    }

    public AdditiveForm Form { get; }

    public FitOptions Options { get; }

    public AdditiveKernel Kernel { get; }

    /// <summary>Weights of the slots before resampling.</summary>
    public double[] BaseWeight { get; }

    /// <summary>How often each slot was recorded.</summary>
    public int[] Copies { get; }

    /// <summary>Weights of the slots as if every row had been recorded once: for scales of the residuals.</summary>
    public double[] OwnWeight => [.. BaseWeight.Select((weight, slot) => weight / Copies[slot])];

    public double CentreU { get; }

    public double CentreV { get; }

    /// <summary>Predicted minus observed ln L of every slot.</summary>
    public double[] Residuals(Solution solution)
    {
        var found = new double[Kernel.Count];
        Kernel.Residuals(solution.Theta, found);
        return found;
    }

    /// <summary>The lowest minimum reached from the starts of the grid.</summary>
    public Solution Solve()
    {
        var starts = StartGrid.Starts(Kernel, Form, BaseWeight, Options.Starts);
        return Options.Kind == FitKind.Forecast ? SolveForecast(starts) : SolveReporting(starts);
    }

    /// <summary>The minimum for other weights, from a known one: a bootstrap replicate.</summary>
    public Solution Resolve(Solution from, ReadOnlySpan<double> weight)
    {
        var theta = (double[])from.Theta.Clone();
        return Options.Kind == FitKind.Forecast
            ? Rounds(theta, weight)
            : Minimise(theta, weight, Options.Loss.Delta, default, double.NaN);
    }

    /// <summary>The minimum with Huber width and prior as they stand in <paramref name="from"/>, started from the grid: for comparing nested forms.</summary>
    public Solution SolveLike(Solution from)
    {
        Solution? best = null;
        foreach (var theta in StartGrid.Starts(Kernel, Form, BaseWeight, Options.Starts))
        {
            best = Better(best, Minimise(theta, BaseWeight, from.Delta, from.Prior, from.Scale));
        }

        return best!;
    }

    private Solution SolveReporting(List<double[]> starts)
    {
        Solution? best = null;
        var reached = new List<double>();
        foreach (var theta in starts)
        {
            var solution = Minimise(theta, BaseWeight, Options.Loss.Delta, default, double.NaN);
            reached.Add(solution.Minimum.Objective);
            best = Better(best, solution);
        }

        return WithAgreement(best!, reached);
    }

    /// <summary>Rounds of scale and solve from every start; the winner is decided at one common scale, the least reached.</summary>
    private Solution SolveForecast(List<double[]> starts)
    {
        var candidates = new List<Solution>();
        foreach (var theta in starts)
        {
            var first = Minimise(
                theta,
                BaseWeight,
                double.PositiveInfinity,
                ForecastWeights.Prior(1e-2, Form),
                1e-2
            );
            candidates.Add(Rounds(first.Theta, BaseWeight));
        }

        // Starts that end together differ by rounding; the first of them decides, not the luckiest.
        var smallest = candidates.Min(c => c.Scale);
        var least = candidates.First(c => c.Scale <= smallest * (1 + 1e-6));
        Solution? best = null;
        var reached = new List<double>();
        foreach (var candidate in candidates)
        {
            var solution = Minimise(
                candidate.Theta,
                BaseWeight,
                least.Delta,
                least.Prior,
                least.Scale
            );
            reached.Add(solution.Minimum.Objective);
            best = Better(best, solution);
        }

        return WithAgreement(best!, reached);
    }

    private Solution Rounds(double[] theta, ReadOnlySpan<double> weight)
    {
        Solution? last = null;
        for (var round = 0; round < ForecastWeights.Rounds; round++)
        {
            Kernel.Residuals(theta, residuals);
            var scale = RobustScale.Of(
                residuals,
                weight,
                Form.ParameterCount,
                ForecastWeights.LeastScale
            );
            last = Minimise(
                theta,
                weight,
                ForecastWeights.HuberScales * scale,
                ForecastWeights.Prior(scale, Form),
                scale
            );
        }

        return last!;
    }

    private Solution Minimise(
        double[] theta,
        ReadOnlySpan<double> weight,
        double delta,
        ExponentPrior prior,
        double scale
    )
    {
        var minimum = solver.Minimise(theta, weight, delta, prior, Options.MaxIterations);
        return new Solution(theta, minimum, delta, prior, scale, 1, 1);
    }

    /// <summary>The lower one; of two that differ by rounding the first, not the luckiest.</summary>
    private static Solution Better(Solution? best, Solution other) =>
        best is null || other.Minimum.Objective < best.Minimum.Objective * (1 - 1e-12)
            ? other
            : best;

    private static Solution WithAgreement(Solution best, List<double> reached)
    {
        var limit = (best.Minimum.Objective * (1 + 1e-6)) + 1e-20;
        return best with
        {
            Starts = reached.Count,
            StartsAtMinimum = reached.Count(f => f <= limit),
        };
    }

    private static double MeanLog(double[] x, double[] weight)
    {
        double sum = 0,
            total = 0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += weight[i] * Elementary.Log(x[i]);
            total += weight[i];
        }

        return total > 0 ? sum / total : 0;
    }
}

/// <summary>A minimum of an <see cref="AdditiveProblem"/> with everything needed to evaluate it again.</summary>
internal sealed record Solution(
    double[] Theta,
    Minimum Minimum,
    double Delta,
    ExponentPrior Prior,
    double Scale,
    int Starts,
    int StartsAtMinimum
);
