using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Contributions;

internal static class TrainingSeriesCodec
{
    private const int SmallestRow = 2 + sizeof(double);

    public static void Write(ContributionWriter writer, TrainingSeries series)
    {
        writer.Integer(series.Count);
        writer.Differences(series.Step);
        writer.Differences(series.Tokens);
        foreach (var loss in series.Loss)
        {
            writer.Real(loss);
        }

        Write(writer, series.LearningRate);
        Write(writer, series.GradientNorm);
        Write(writer, series.ElapsedSeconds);
    }

    public static TrainingSeries Read(ref ContributionReader reader)
    {
        var count = reader.Count(SmallestRow);
        var step = reader.Differences(count);
        var tokens = reader.Differences(count);
        var loss = new double[count];
        for (var i = 0; i < count; i++)
        {
            loss[i] = reader.Real();
        }

        return new TrainingSeries
        {
            Step = step,
            Tokens = tokens,
            Loss = loss,
            LearningRate = ReadSingles(ref reader, count),
            GradientNorm = ReadSingles(ref reader, count),
            ElapsedSeconds = ReadSingles(ref reader, count),
        };
    }

    private static void Write(ContributionWriter writer, float[] values)
    {
        var logged = Array.Exists(values, value => !float.IsNaN(value));
        writer.Byte(logged ? (byte)1 : (byte)0);
        if (logged)
        {
            foreach (var value in values)
            {
                writer.Single(value);
            }
        }
    }

    private static float[] ReadSingles(ref ContributionReader reader, int count)
    {
        var logged = reader.Flag();
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = logged ? reader.Single() : float.NaN;
        }

        return values;
    }
}
