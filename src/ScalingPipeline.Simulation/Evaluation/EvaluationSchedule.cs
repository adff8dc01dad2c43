using ScalingPipeline.Laws.Numerics;

namespace ScalingPipeline.Simulation.Evaluation;

/// <summary>The steps at which a run is evaluated: from 1 % of the schedule to its last step, evenly spaced in the logarithm.</summary>
internal static class EvaluationSchedule
{
    private const double FirstShare = 0.01;

    /// <returns>Ascending, without repetition; the last is <paramref name="totalSteps"/>.</returns>
    public static IReadOnlyList<int> StepsOf(int totalSteps, int checkpoints)
    {
        var steps = new SortedSet<int> { totalSteps };
        for (var index = 0; index < checkpoints; index++)
        {
            var share = Elementary.Pow(FirstShare, 1 - ((double)index / (checkpoints - 1)));
            steps.Add(Math.Max(1, (int)Math.Round(totalSteps * share)));
        }

        return [.. steps];
    }
}
