using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>What the siblings say of a run's evaluation loss at one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Observed">ln of the run's loss.</param>
/// <param name="Predicted">ln of the prediction.</param>
/// <param name="Kriging">The weights behind it.</param>
/// <param name="References">The siblings, in the order of the weights.</param>
public sealed record SiblingPrediction(
    long Step,
    double Observed,
    double Predicted,
    KrigingWeights Kriging,
    IReadOnlyList<string> References
)
{
    /// <summary>ln loss minus prediction.</summary>
    public double Residual => Observed - Predicted;

    /// <summary>Null with fewer than two references that have been evaluated there.</summary>
    public static SiblingPrediction? At(
        EvaluatedLoss evaluated,
        RunView view,
        IReadOnlyList<RunView> references
    )
    {
        var present = references
            .Select(r => (Run: r, LogLoss: r.LogLossAt(evaluated.Step)))
            .Where(r => double.IsFinite(r.LogLoss))
            .ToArray();
        if (present.Length < SiblingTrack.LeastReferences)
        {
            return null;
        }

        var kriging = KrigingWeights.For(
            Array.ConvertAll(present, r => r.Run.Parameters),
            view.Parameters
        );
        return new SiblingPrediction(
            evaluated.Step,
            Elementary.Log(evaluated.Loss),
            kriging.Predict(Array.ConvertAll(present, r => r.LogLoss)),
            kriging,
            Array.ConvertAll(present, r => r.Run.Name)
        );
    }
}
