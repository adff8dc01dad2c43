using ScalingPipeline.Laws.Positions;
using ScalingPipeline.Laws.Siblings;
using ScalingPipeline.Monitoring.Detection.Siblings;
using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Monitoring.Detection.Positions;

/// <summary>The loss of a run by context position at one checkpoint, beside what its siblings give for it.</summary>
/// <param name="Step">The checkpoint.</param>
/// <param name="Buckets">By position.</param>
/// <param name="References">The siblings that were evaluated at the same step.</param>
/// <param name="IsFinal">Whether it is the evaluation at the end of the schedule.</param>
/// <param name="DecadesBeyond">How far the run lies outside their sizes, in decades of N; 0 inside.</param>
public sealed record PairedProfile(
    long Step,
    PairedBucket[] Buckets,
    IReadOnlyList<string> References,
    double DecadesBeyond,
    bool IsFinal
)
{
    /// <summary>Before this share of the schedule the shape of a profile is still that of learning.</summary>
    public const double FromProgress = 0.3;

    /// <summary>The last checkpoint after 30 % of the schedule at which two references or more were evaluated too; null when there is none.</summary>
    public static PairedProfile? Last(RunView view, IReadOnlyList<RunView> references)
    {
        if (view.Run.Metadata.TotalSteps is not { } total)
        {
            return null;
        }

        return view
            .PrimaryEvaluations.Where(e => e.Step >= FromProgress * total)
            .Reverse()
            .Select(e => At(view, e, references))
            .FirstOrDefault(profile => profile is not null);
    }

    private static PairedProfile? At(
        RunView view,
        EvaluationCheckpoint checkpoint,
        IReadOnlyList<RunView> references
    )
    {
        var length = checkpoint.Profile.Length;
        var present = references
            .Select(r =>
                (
                    View: r,
                    Evaluation: r.PrimaryEvaluations.FirstOrDefault(e => e.Step == checkpoint.Step)
                )
            )
            .Where(r => r.Evaluation is { } e && e.Profile.Length >= length)
            .ToArray();
        if (length == 0 || present.Length < SiblingTrack.LeastReferences)
        {
            return null;
        }

        var kriging = KrigingWeights.For(
            Array.ConvertAll(present, r => r.View.Parameters),
            view.Parameters
        );
        var level = kriging.Weights.Sum();
        var buckets = new List<PairedBucket>();
        for (var b = 0; b < checkpoint.Profile.Buckets.Count; b++)
        {
            var own = checkpoint.Profile.Buckets[b];
            var siblings = Array.ConvertAll(present, r => r.Evaluation!.Profile.Buckets[b]);
            if (own.Tokens == 0 || siblings.Any(s => s.Tokens == 0))
            {
                continue;
            }

            buckets.Add(
                new PairedBucket(
                    PositionBuckets.First(b),
                    Math.Min(PositionBuckets.Last(b), length),
                    own.Mean.Value,
                    kriging.Combine(Array.ConvertAll(siblings, s => s.Mean.Value)) / level
                )
            );
        }

        return new PairedProfile(
            checkpoint.Step,
            [.. buckets],
            Array.ConvertAll(present, r => r.View.Name),
            kriging.DecadesBeyond,
            view.Final?.Step == checkpoint.Step
        );
    }
}
