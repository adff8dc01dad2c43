using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>The rows of a training log in the order in which they were written.</summary>
internal sealed class TrainingRows(int count)
{
    public long[] Step { get; } = new long[count];

    public long[] Tokens { get; } = new long[count];

    /// <summary>Nats; NaN where missing.</summary>
    public double[] Loss { get; } = new double[count];

    public float[] LearningRate { get; } = Missing(count);

    public float[] GradientNorm { get; } = Missing(count);

    public float[] ElapsedSeconds { get; } = Missing(count);

    /// <summary>Ordered by step, each step once: of a step that a restarted job wrote again, the later row.</summary>
    /// <param name="empty">The rows that are left out.</param>
    public TrainingSeries ToSeries(bool[] empty)
    {
        var rows = Order(empty);
        return new TrainingSeries
        {
            Step = Take(Step, rows),
            Tokens = Take(Tokens, rows),
            Loss = Take(Loss, rows),
            LearningRate = Take(LearningRate, rows),
            GradientNorm = Take(GradientNorm, rows),
            ElapsedSeconds = Take(ElapsedSeconds, rows),
        };
    }

    private int[] Order(bool[] empty)
    {
        var rows = Enumerable.Range(0, Step.Length).Where(row => !empty[row]).ToArray();
        Array.Sort(
            rows,
            (a, b) => Step[a].CompareTo(Step[b]) is var order and not 0 ? order : a.CompareTo(b)
        );
        var kept = 0;
        foreach (var row in rows)
        {
            if (kept > 0 && Step[rows[kept - 1]] == Step[row])
            {
                kept--;
            }

            rows[kept++] = row;
        }

        return rows[..kept];
    }

    private static T[] Take<T>(T[] values, int[] rows) =>
        Array.ConvertAll(rows, row => values[row]);

    private static float[] Missing(int count)
    {
        var values = new float[count];
        Array.Fill(values, float.NaN);
        return values;
    }
}
