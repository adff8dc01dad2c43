namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>The learning rate over its peak, step by step, against that of siblings with as many steps.</summary>
/// <param name="Differing">Steps whose rate is off the siblings' by more than 2 % of the peak.</param>
/// <param name="Compared">Steps that could be compared.</param>
/// <param name="First">The first differing step; null when there is none.</param>
/// <param name="Kind">What differs, in words.</param>
/// <param name="Siblings">Siblings that agree on the shape.</param>
internal sealed record RateShape(
    int Differing,
    int Compared,
    long? First,
    string Kind,
    int Siblings
)
{
    private const double Tolerance = 0.02;
    private const double LeastShare = 0.01;
    private const int LeastSiblings = 2;
    private const double LeastProgress = 0.1;

    /// <summary>A log that begins later may lack the step of the largest rate: warm-ups end between 1 and 10 % of a schedule.</summary>
    private const double LateBegin = 0.02;

    public bool Differs => Differing > LeastShare * Compared;

    /// <summary>Whether the log lacks the steps in which the rate comes to its peak, by what is declared: the largest rate logged is none then.</summary>
    public static bool BeginsLate(RunView view)
    {
        var metadata = view.Run.Metadata;
        var begin = view.Run.Training.Count == 0 ? 0 : view.Run.Training.Step[0];
        var peak = metadata.WarmupSteps ?? (long?)(LateBegin * metadata.TotalSteps) ?? 0;
        return begin > 2 * view.Stride && begin > peak;
    }

    /// <summary>Null when fewer than two siblings log a rate, or they do not agree on a shape themselves.</summary>
    public static RateShape? Of(RunView view, IReadOnlyList<RunView> references)
    {
        var own = Shape(view);
        var shapes = references.Select(Shape).Where(s => s.Count > 0).ToArray();
        if (own.Count == 0 || shapes.Length < LeastSiblings)
        {
            return null;
        }

        var agreeing = shapes
            .Where(shape => shapes.Count(other => Agree(shape, other)) >= (shapes.Length / 2) + 1)
            .ToArray();
        if (agreeing.Length < LeastSiblings)
        {
            return null;
        }

        var model = agreeing[0];
        var off = own.Where(p =>
                model.TryGetValue(p.Key, out var usual) && Math.Abs(p.Value - usual) > Tolerance
            )
            .Select(p => (Step: p.Key, Own: p.Value, Usual: model[p.Key]))
            .OrderBy(p => p.Step)
            .ToArray();
        return new RateShape(
            off.Length,
            own.Keys.Count(model.ContainsKey),
            off.Length == 0 ? null : off[0].Step,
            off.Length == 0 ? "" : Describe(off, own, model),
            agreeing.Length
        );
    }

    private static string Describe(
        (long Step, double Own, double Usual)[] off,
        Dictionary<long, double> own,
        Dictionary<long, double> model
    )
    {
        var peak = model.MaxBy(p => p.Value).Key;
        var last = own.Keys.Max();
        if (off.All(p => p.Step < peak))
        {
            return off.All(p => p.Own > p.Usual)
                ? "there is no warm-up, or a shorter one"
                : "the warm-up is longer";
        }

        return own[last] > 0.5 && model[last] < 0.2 ? "the rate was not decayed"
            : off.All(p => p.Own < p.Usual) && off[^1].Step < last
                ? "the rate was restarted from low in between"
            : "warm-up or decay are others";
    }

    private static bool Agree(Dictionary<long, double> one, Dictionary<long, double> other)
    {
        var common = one.Keys.Where(other.ContainsKey).ToArray();
        return common.Count(s => Math.Abs(one[s] - other[s]) > Tolerance)
            <= LeastShare * common.Length;
    }

    /// <summary>Rate over peak by step; empty while the rate still rises, or when the log begins after it did, so that its peak is not known.</summary>
    private static Dictionary<long, double> Shape(RunView view)
    {
        var training = view.Run.Training;
        var rows = Enumerable
            .Range(0, training.Count)
            .Where(i => float.IsFinite(training.LearningRate[i]))
            .ToArray();
        if (rows.Length == 0 || view.Progress < LeastProgress || BeginsLate(view))
        {
            return [];
        }

        var top = rows.MaxBy(i => training.LearningRate[i]);
        double peak = training.LearningRate[top];
        return peak > 0 && top < rows[^1]
            ? rows.ToDictionary(i => training.Step[i], i => training.LearningRate[i] / peak)
            : [];
    }
}
