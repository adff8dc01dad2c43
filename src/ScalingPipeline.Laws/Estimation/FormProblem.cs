using ScalingPipeline.Laws.Fitting;

namespace ScalingPipeline.Laws.Estimation;

/// <summary>A form, the losses and the function of their residuals, ready to be minimised with any weights and any coordinates held.</summary>
internal sealed class FormProblem(LawForm form, LossTable data, LossFunction loss, int iterations)
{
    /// <summary>Evaluations that show whether a start is worth finishing.</summary>
    private const int Sketch = 25;

    /// <summary>Starts that are finished; three were needed on the hardest of the published data.</summary>
    private const int Finalists = 4;

    private readonly double[] lower = [.. form.Coordinates.Select(c => c.Lower)];
    private readonly double[] upper = [.. form.Coordinates.Select(c => c.Upper)];

    public LawForm Form { get; } = form;

    public LossTable Data { get; } = data;

    public LossFunction Loss { get; } = loss;

    /// <summary>The lowest minimum reached: a short run from every start of the form, then the best few to the end.</summary>
    public FormSolution Solve(int held = -1, double heldAt = 0)
    {
        var sketches = Form.Starts(Data)
            .Select(start => From(start, Data.Weight, held, heldAt, Math.Min(Sketch, iterations)))
            .Where(sketch => double.IsFinite(sketch.Minimum.Objective))
            .OrderBy(sketch => sketch.Minimum.Objective)
            .Take(Finalists)
            .ToArray();
        if (sketches.Length == 0)
        {
            return From(Form.Starts(Data)[0], Data.Weight, held, heldAt);
        }

        var finished = Array.ConvertAll(
            sketches,
            sketch =>
                sketch.Minimum.Exit.IsMinimum()
                    ? sketch
                    : From(sketch.Theta, Data.Weight, held, heldAt)
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
    /// <param name="held">A coordinate that does not move; -1 for none.</param>
    /// <param name="heldAt">Where it is held.</param>
    /// <param name="limit">Evaluations; by default those of the options.</param>
    public FormSolution From(
        ReadOnlySpan<double> start,
        double[] weight,
        int held = -1,
        double heldAt = 0,
        int? limit = null
    )
    {
        var theta = start.ToArray();
        if (held >= 0)
        {
            theta[held] = heldAt;
        }

        var free = Enumerable.Range(0, theta.Length).Where(i => i != held).ToArray();
        var minimum = new DampedNewton(Objective(weight), free, lower, upper).Minimise(
            theta,
            limit ?? iterations
        );
        return new FormSolution(theta, minimum, 1, 1);
    }

    /// <summary>Predicted minus observed of every slot, on the scale that is minimised.</summary>
    public double[] Residuals(FormSolution solution) =>
        Objective(Data.Weight).Residuals(solution.Theta);

    public FormObjective Objective(double[] weight) => new(Form, Data, Loss, weight);
}

/// <summary>A minimum of a <see cref="FormProblem"/>.</summary>
internal sealed record FormSolution(
    double[] Theta,
    Minimum Minimum,
    int Starts,
    int StartsAtMinimum
);
