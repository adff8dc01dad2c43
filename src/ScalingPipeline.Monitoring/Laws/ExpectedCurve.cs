using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Siblings;

namespace ScalingPipeline.Monitoring.Laws;

/// <summary>
/// What the siblings of a run say of its evaluation loss all along its schedule, the run itself left out: as <see cref="RunAssessment.Expected"/> says of
/// its latest checkpoint.
/// </summary>
public static class ExpectedCurve
{
    /// <param name="detector">Has seen the domain.</param>
    /// <param name="run">Its name.</param>
    /// <returns>By step; only where two siblings or more were evaluated. Empty when the run is not known or has no siblings.</returns>
    public static IReadOnlyList<ExpectedLoss> Of(Detector detector, string run)
    {
        var view = detector.Views.FirstOrDefault(v =>
            string.Equals(v.Name, run, StringComparison.Ordinal)
        );
        if (
            view is null
            || detector.PoolOf(view)?.ReferencesOf(view) is not { Count: > 0 } siblings
        )
        {
            return [];
        }

        return
        [
            .. siblings
                .Append(view)
                .SelectMany(member => member.Checkpoints.Select(checkpoint => checkpoint.Step))
                .Distinct()
                .Order()
                .Select(step => At(step, view, siblings))
                .OfType<ExpectedLoss>(),
        ];
    }

    private static ExpectedLoss? At(long step, RunView view, IReadOnlyList<RunView> siblings)
    {
        // Only the step of what was evaluated enters the prediction.
        var place = new EvaluatedLoss(step, Loss: 1, StandardError: double.NaN);
        return SiblingPrediction.At(place, view, siblings) is { } prediction
            ? new ExpectedLoss(
                step,
                Elementary.Exp(prediction.Predicted),
                RunAssessments.IntervalOf(prediction),
                prediction.References.Count
            )
            : null;
    }
}

/// <summary>An expectation at one step.</summary>
/// <param name="Step">Optimizer steps.</param>
/// <param name="Loss">Nats per token, standardized like every compared loss.</param>
/// <param name="Interval">Of a measured loss; from the leave-one-out errors of final losses of healthy runs.</param>
/// <param name="Siblings">How many siblings it rests on.</param>
public sealed record ExpectedLoss(long Step, double Loss, Interval Interval, int Siblings);
