using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>A run that is back at the loss of an untrained model, and learns again from there.</summary>
internal static class WeightsLost
{
    /// <summary>The mean of so many logged losses in a row: a spike has single ones as high.</summary>
    private const int InARow = 5;

    /// <summary>An untrained model loses ln(vocabulary); one that has lost its weights is back by this share of the way there at least.</summary>
    private const double WayBack = 0.7;

    /// <summary>Losses after which a spike is over; a model that learns anew is still this share of the way above its old level.</summary>
    private const int SoonAfter = 24;
    private const double StillAbove = 0.1;

    public static Cause Cause { get; } =
        new(
            CauseCodes.WeightsLost,
            "Probably the weights were not restored: the loss is near that of an untrained model.",
            "Check which checkpoint the job resumed from; restart from the last good one."
        );

    /// <summary>False without a declared vocabulary, and until it can be seen how the loss comes down.</summary>
    /// <param name="view">The run.</param>
    /// <param name="from">The first row at which it may have happened.</param>
    /// <param name="to">One past the last.</param>
    /// <param name="level">The loss before.</param>
    public static bool IsShownBy(RunView view, int from, int to, double level)
    {
        if (view.Run.Metadata.VocabularySize is not > 1)
        {
            return false;
        }

        var loss = view.Run.Training.Loss;
        var lost = Elementary.Log(view.Run.Metadata.VocabularySize.Value) - level;
        for (var i = Math.Max(0, from); i < Math.Min(to, loss.Length - (2 * SoonAfter)); i++)
        {
            var high = Mean(loss, i, InARow);
            if (high > level + (WayBack * lost))
            {
                var later = Mean(loss, i + SoonAfter, SoonAfter);
                return later < high && later > level + (StillAbove * lost);
            }
        }

        return false;
    }

    private static double Mean(double[] loss, int from, int count) =>
        loss.AsSpan(from, count)
            .ToArray()
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Average();
}
