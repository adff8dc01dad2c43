using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Monitoring.Alerts;

namespace ScalingPipeline.Monitoring.Detection.Diagnosis;

/// <summary>A run that is back at the loss of an untrained model.</summary>
internal static class WeightsLost
{
    /// <summary>An untrained model loses ln(vocabulary); one that has lost its weights at least this share of it.</summary>
    private const double NearVocabulary = 0.8;

    public static Cause Cause { get; } =
        new(
            CauseCodes.WeightsLost,
            "Probably the weights were not restored: the loss is near that of an untrained model.",
            "Check which checkpoint the job resumed from; restart from the last good one."
        );

    /// <summary>False without a declared vocabulary.</summary>
    public static bool IsShownBy(RunView view, double loss) =>
        view.Run.Metadata.VocabularySize is > 1 and var vocabulary
        && loss > NearVocabulary * Elementary.Log(vocabulary);
}
