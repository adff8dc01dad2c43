using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Fitting.General;

/// <summary>A form, the losses and the function of their residuals, ready to be minimised with any weights and any coordinates held.</summary>
internal sealed class FormProblem(LawForm form, LossTable data, LossFunction loss, int iterations)
{
    /// <summary>Evaluations that show whether a start is worth finishing.</summary>
    private const int Sketch = 25;

    /// <summary>Starts that are finished; three were needed on the hardest of the published data.</summary>
    private const int Finalists = 4;

    private readonly LawResiduals model = new(form, data, loss.OfLoss);
    private readonly double[] lower = [.. form.Coordinates.Select(c => c.Lower)];
    private readonly double[] upper = [.. form.Coordinates.Select(c => c.Upper)];

    public LawForm Form { get; } = form;

    public LossTable Data { get; } = data;

    public LossFunction Loss { get; } = loss;

    /// <summary>The lowest minimum reached: a short run from every start of the form, then the best few to the end.</summary>
    /// <param name="held">Coordinates that do not move.</param>
    public FormSolution Solve(params Hold[] held)
    {
        var sketches = Form.Starts(Data)
            .Select(start => From(start, Data.Weight, held, Math.Min(Sketch, iterations)))
            .Where(sketch => double.IsFinite(sketch.Minimum.Objective))
            .OrderBy(sketch => sketch.Minimum.Objective)
            .Take(Finalists)
            .ToArray();
        if (sketches.Length == 0)
        {
            return From(Form.Starts(Data)[0], Data.Weight, held);
        }

        var finished = Array.ConvertAll(
            sketches,
            sketch =>
                sketch.Minimum.Exit.IsMinimum()
                    ? sketch
                    : From(sketch.Theta, Data.Weight, held, limit: null, bothWays: true)
        );
        var best = finished.MinBy(solution => solution.Minimum.Objective)!;
        var limit = (best.Minimum.Objective * (1 + 1e-6)) + 1e-20;
        return best with
        {
            Starts = finished.Length,
            StartsAtMinimum = finished.Count(f => f.Minimum.Objective <= limit),
        };
    }

    /// <summary>The minimum reached from one start.</summary>
    /// <param name="start">Where to start.</param>
    /// <param name="weight">One for each slot.</param>
    /// <param name="held">Coordinates that do not move; null for none.</param>
    /// <param name="limit">Evaluations; by default those of the options.</param>
    /// <param name="bothWays">Whether to descend cautiously as well, and keep the lower end.</param>
    public FormSolution From(
        ReadOnlySpan<double> start,
        double[] weight,
        IReadOnlyList<Hold>? held = null,
        int? limit = null,
        bool bothWays = false
    )
    {
        var theta = start.ToArray();
        var free = Enumerable.Range(0, theta.Length).ToList();
        foreach (var (coordinate, value) in held ?? [])
        {
            theta[coordinate] = value;
            free.Remove(coordinate);
        }

        var solver = new DampedNewton(
            new RobustObjective(model, Loss, weight),
            [.. free],
            lower,
            upper
        );
        var minimum = bothWays
            ? solver.MinimiseBothWays(theta, limit ?? iterations)
            : solver.Minimise(theta, limit ?? iterations);
        return new FormSolution(theta, minimum, 1, 1);
    }

    /// <summary>Predicted minus observed of every slot, on the scale that is minimised.</summary>
    public double[] Residuals(FormSolution solution)
    {
        var jets = new Jet[solution.Theta.Length];
        Jet.Constants(solution.Theta, jets);
        return [.. Enumerable.Range(0, model.Count).Select(k => model.Residual(jets, k).Value)];
    }

    /// <summary>Covariance of the coordinates; those on a bound count as held. Null if the curvature is singular.</summary>
    public double[]? Covariance(FormSolution solution, params Hold[] held) =>
        EstimatorCovariance.Of(
            model,
            Loss,
            Data.Weight,
            Data.Copies,
            solution.Theta,
            [
                .. Enumerable
                    .Range(0, solution.Theta.Length)
                    .Where(i => solution.Theta[i] > lower[i] && solution.Theta[i] < upper[i])
                    .Except(held.Select(hold => hold.Coordinate)),
            ]
        );
}

/// <summary>A coordinate held at a value.</summary>
internal readonly record struct Hold(int Coordinate, double Value);

/// <summary>A minimum of a <see cref="FormProblem"/>.</summary>
internal sealed record FormSolution(
    double[] Theta,
    Minimum Minimum,
    int Starts,
    int StartsAtMinimum
);
