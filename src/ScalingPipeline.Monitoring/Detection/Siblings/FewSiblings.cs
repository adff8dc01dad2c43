using ScalingPipeline.Laws.Numerics;
using ScalingPipeline.Laws.Siblings;

namespace ScalingPipeline.Monitoring.Detection.Siblings;

/// <summary>
/// Who is off among three runs that disagree? Each is predicted from only two others, so a faulty one makes its siblings look
/// wrong too. A run is accused when the other two lie as sizes do, the larger one somewhat lower, and this can be said of no
/// other pair.
/// </summary>
internal static class FewSiblings
{
    /// <summary>d ln L / d ln N of the families measured: -.08 (language) to -.016 (images); with room on both sides.</summary>
    private const double Steepest = -0.2;
    private const double Flattest = 0.005;

    /// <summary>Two runs of the same size: healthy seeds of the public ladder differ by up to 4.6 %.</summary>
    private const double SameSize = 0.06;

    /// <param name="selection">What predicting each from the others says of them.</param>
    /// <param name="runs">The same runs in the same order.</param>
    public static string? Accused(SiblingSelection selection, IReadOnlyList<SiblingRun> runs)
    {
        if (selection.Agrees || runs.Count != 3)
        {
            return null;
        }

        string? accused = null;
        for (var i = 0; i < runs.Count; i++)
        {
            var pair = runs.Where((_, other) => other != i).ToArray();
            if (!selection.Scores[i].Deviates || !Plausible(pair[0], pair[1]))
            {
                continue;
            }

            if (accused is not null)
            {
                return null;
            }

            accused = runs[i].Id;
        }

        return accused;
    }

    private static bool Plausible(SiblingRun one, SiblingRun other)
    {
        var rise = other.LogLoss - one.LogLoss;
        var size = Elementary.Log(other.Parameters / one.Parameters);
        return size == 0 ? Math.Abs(rise) < SameSize : rise / size is > Steepest and < Flattest;
    }
}
