using ScalingPipeline.Monitoring.Alerts;
using ScalingPipeline.Monitoring.Detection;
using ScalingPipeline.Monitoring.Detection.Diagnosis;

namespace ScalingPipeline.Monitoring.Movement;

/// <summary>Why a law is another one now; the first that fits.</summary>
internal static class MovementCause
{
    public static Cause Of(LawPair pair, RunChanges runs)
    {
        var (before, after) = (pair.Before.CodeVersion, pair.After.CodeVersion);
        if (runs.IsRemeasured)
        {
            return pair.IsSameCode
                ? new Cause(
                    CauseCodes.Redefined,
                    $"Probably the losses are made otherwise: {Words.Count(runs.Measured.Count)} of {Words.Count(runs.Shared)} runs of both fits have another final loss (median {Words.Percent(runs.MedianDifference)} {(runs.MedianDifference > 0 ? "higher" : "lower")}). Evaluation set, reference context or unit of the pipeline definition changed, or their logs were written anew.",
                    $"Compare the pipeline definition with that of before, and see where the losses of {runs.Measured[0].Run} come from (scaling-pipeline explain RUN)."
                )
                : new Cause(
                    CauseCodes.CodeVersion,
                    $"Probably the version of the code: it went from {before} to {after}, and {Words.Count(runs.Measured.Count)} of {Words.Count(runs.Shared)} runs of both fits have another final loss.",
                    "Read what changed between the two versions in how losses are normalized, before trusting either law."
                );
        }

        if (!runs.IsEmpty)
        {
            return new Cause(
                CauseCodes.RunsChanged,
                $"Probably the runs that came or went. {runs.Describe()}",
                "Look at these runs first: data, recipe, evaluation. One that is wrong is marked (scaling-pipeline runs mark RUN faulty). If they are right, the earlier law was not, and forecasts made with it are off."
            );
        }

        return pair.IsSameCode
            ? new Cause(
                CauseCodes.Open,
                "Cause open: the same code fitted the same runs.",
                "Compare the two fits in the report: exit, objective and starts."
            )
            : new Cause(
                CauseCodes.CodeVersion,
                $"Probably the version of the code: it went from {before} to {after}; no run came, went or changed.",
                "Read what changed between the two versions in how laws are fitted, before trusting either law."
            );
    }
}
