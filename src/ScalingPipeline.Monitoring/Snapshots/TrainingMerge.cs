using ScalingPipeline.Runs;

namespace ScalingPipeline.Monitoring.Snapshots;

/// <summary>Joins the parts of a per-step log into one series.</summary>
internal static class TrainingMerge
{
    /// <param name="parts">In the order of their names.</param>
    public static StitchedTraining Merge(IReadOnlyList<TrainingSeries> parts)
    {
        TrainingSeries[] filled = [.. parts.Where(p => p.Count > 0)];
        if (filled.Length < 2)
        {
            return new StitchedTraining(
                filled.Length == 0 ? TrainingSeries.Empty : filled[0],
                0,
                [],
                null
            );
        }

        var rows = filled
            .SelectMany(part =>
                Enumerable.Range(0, part.Count).Select(row => (Part: part, Row: row))
            )
            .OrderBy(r => r.Part.Step[r.Row])
            .ToArray();
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Part.Step[rows[i].Row] == rows[i - 1].Part.Step[rows[i - 1].Row])
            {
                return TrainingChains.Stitch(filled);
            }
        }

        return new StitchedTraining(Take(rows), 0, [], null);
    }

    /// <summary>The rows as one series.</summary>
    public static TrainingSeries Take(IReadOnlyList<(TrainingSeries Part, int Row)> rows)
    {
        return new TrainingSeries
        {
            Step = Column(p => p.Step),
            Tokens = Column(p => p.Tokens),
            Loss = Column(p => p.Loss),
            LearningRate = Column(p => p.LearningRate),
            GradientNorm = Column(p => p.GradientNorm),
            ElapsedSeconds = Column(p => p.ElapsedSeconds),
        };

        T[] Column<T>(Func<TrainingSeries, T[]> column) =>
            [.. rows.Select(r => column(r.Part)[r.Row])];
    }
}
