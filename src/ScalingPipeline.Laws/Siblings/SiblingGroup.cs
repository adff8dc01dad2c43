using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Laws.Siblings;

/// <summary>Leave-one-out predictions within subsets of a group.</summary>
internal sealed class SiblingGroup(IReadOnlyList<SiblingRun> runs, SiblingLimits limits)
{
    /// <summary>More siblings than this add nothing to a prediction: the nearest in size are taken, so that a large group stays quick.</summary>
    private const int MostReferences = 16;

    /// <summary>The worst and the summed squared leave-one-out scores among the kept runs.</summary>
    public (double Worst, double Sum) Disagreement(int[] kept)
    {
        double worst = 0,
            sum = 0;
        foreach (var run in kept)
        {
            var score = Score(run, kept);
            if (score.IsComparable)
            {
                worst = Math.Max(worst, Math.Abs(score.Score));
                sum += score.Score * score.Score;
            }
        }

        return (worst, sum);
    }

    /// <summary>Every run, kept or not, against the kept runs other than itself.</summary>
    public IReadOnlyList<SiblingScore> Scores(int[] kept) =>
        [.. Enumerable.Range(0, runs.Count).Select(run => Score(run, kept))];

    private SiblingScore Score(int run, int[] kept)
    {
        var references = kept.Where(other => other != run)
            .OrderBy(other =>
                Math.Abs(Elementary.Log(runs[other].Parameters / runs[run].Parameters))
            )
            .Take(MostReferences)
            .Order()
            .ToArray();
        var accepted = kept.Contains(run);
        if (references.Length < 2)
        {
            return new SiblingScore(
                runs[run].Id,
                accepted,
                references.Length,
                double.NaN,
                double.NaN,
                double.PositiveInfinity
            );
        }

        var kriging = KrigingWeights.For(
            Array.ConvertAll(references, r => runs[r].Parameters),
            runs[run].Parameters
        );
        var predicted = kriging.Predict(Array.ConvertAll(references, r => runs[r].LogLoss));
        return new SiblingScore(
            runs[run].Id,
            accepted,
            references.Length,
            runs[run].LogLoss - predicted,
            kriging.Deviation,
            limits.For(references.Length, kriging.Deviation, kriging.DecadesBeyond)
        );
    }
}
