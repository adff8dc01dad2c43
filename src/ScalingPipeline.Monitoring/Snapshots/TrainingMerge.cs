using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>Joins the parts of a per-step log into one series.</summary>
internal static class TrainingMerge
{
    /// <param name="parts">In the order of their names: where two speak of one step, the later one is taken, as after a restart.</param>
    public static (TrainingSeries Series, long Overlapping) Merge(
        IReadOnlyList<TrainingSeries> parts
    )
    {
        if (parts.Count == 1)
        {
            return (parts[0], 0);
        }

        var chosen = new Dictionary<long, (TrainingSeries Part, int Row)>();
        var rows = 0L;
        foreach (var part in parts)
        {
            for (var row = 0; row < part.Count; row++)
            {
                chosen[part.Step[row]] = (part, row);
            }

            rows += part.Count;
        }

        var steps = chosen.Keys.Order().ToArray();
        var series = new TrainingSeries
        {
            Step = steps,
            Tokens = Column(p => p.Tokens),
            Loss = Column(p => p.Loss),
            LearningRate = Column(p => p.LearningRate),
            GradientNorm = Column(p => p.GradientNorm),
            ElapsedSeconds = Column(p => p.ElapsedSeconds),
        };
        return (series, rows - steps.Length);

        T[] Column<T>(Func<TrainingSeries, T[]> column) =>
            Array.ConvertAll(steps, step => column(chosen[step].Part)[chosen[step].Row]);
    }
}
