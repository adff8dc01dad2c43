using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>How far the evaluation loss stands above its own minimum while the siblings' go on falling: data seen too often.</summary>
/// <param name="Rise">In ln loss.</param>
/// <param name="Step">Where the minimum was.</param>
internal sealed record EvaluationRise(double Rise, long Step)
{
    private const double LeastRise = 0.03;
    private const double SiblingsRise = 0.01;
    private const int LeastCheckpoints = 3;

    /// <summary>Null when it does not rise, or half of the siblings' rise too: small models trained very long do.</summary>
    public static EvaluationRise? Of(RunView view, IReadOnlyList<RunView> references)
    {
        var siblings = references
            .Where(r => r.Checkpoints.Count >= LeastCheckpoints)
            .Select(r => RiseOf(r).Rise)
            .Order()
            .ToArray();
        return
            view.Checkpoints.Count >= LeastCheckpoints
            && siblings.Length > 0
            && siblings[siblings.Length / 2] < SiblingsRise
            && RiseOf(view) is { Rise: > LeastRise } rise
            ? rise
            : null;
    }

    private static EvaluationRise RiseOf(RunView view)
    {
        var lowest = view.Checkpoints.MinBy(c => c.Loss)!;
        return new EvaluationRise(
            Elementary.Log(view.Checkpoints[^1].Loss / lowest.Loss),
            lowest.Step
        );
    }
}
