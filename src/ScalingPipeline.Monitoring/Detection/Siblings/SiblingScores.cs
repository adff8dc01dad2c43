using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>The score of a run that is no reference itself.</summary>
internal static class SiblingScores
{
    /// <summary>More siblings than this add nothing: the nearest in size are taken.</summary>
    private const int MostReferences = 16;

    /// <param name="run">The run.</param>
    /// <param name="references">Runs that agree, without it.</param>
    /// <param name="limit">On ln loss, with four references or more.</param>
    public static SiblingScore Against(
        SiblingRun run,
        IEnumerable<SiblingRun> references,
        double limit
    )
    {
        var near = references
            .OrderBy(r => Math.Abs(Elementary.Log(r.Parameters / run.Parameters)))
            .Take(MostReferences)
            .ToArray();
        if (near.Length < SiblingTrack.LeastReferences)
        {
            return new SiblingScore(
                run.Id,
                Accepted: false,
                near.Length,
                double.NaN,
                double.NaN,
                double.PositiveInfinity
            );
        }

        var kriging = KrigingWeights.For(Array.ConvertAll(near, r => r.Parameters), run.Parameters);
        return new SiblingScore(
            run.Id,
            Accepted: false,
            near.Length,
            run.LogLoss - kriging.Predict(Array.ConvertAll(near, r => r.LogLoss)),
            kriging.Deviation,
            new SiblingLimits(limit).For(near.Length, kriging.Deviation, kriging.DecadesBeyond)
        );
    }
}
