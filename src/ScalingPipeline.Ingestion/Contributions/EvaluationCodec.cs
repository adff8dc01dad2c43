using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Ingestion.Contributions;

internal static class EvaluationCodec
{
    private const int SmallestStatistics = 2 + (5 * sizeof(double));

    public static void Write(ContributionWriter writer, EvaluationCheckpoint checkpoint)
    {
        writer.Text(checkpoint.Set);
        writer.Integer(checkpoint.Step);
        writer.Integer(checkpoint.NonFinite);
        Write(writer, checkpoint.All);
        writer.Integer(checkpoint.Profile.Buckets.Count);
        foreach (var bucket in checkpoint.Profile.Buckets)
        {
            Write(writer, bucket);
        }
    }

    public static EvaluationCheckpoint Read(ref ContributionReader reader)
    {
        var set = reader.Text();
        var step = reader.Integer();
        var nonFinite = reader.Integer();
        var all = ReadStatistics(ref reader);
        var buckets = new LossStatistics[reader.Count(SmallestStatistics)];
        for (var bucket = 0; bucket < buckets.Length; bucket++)
        {
            buckets[bucket] = ReadStatistics(ref reader);
        }

        return new EvaluationCheckpoint
        {
            Set = set,
            Step = step,
            NonFinite = nonFinite,
            All = all,
            Profile = new PositionProfile(buckets),
        };
    }

    private static void Write(ContributionWriter writer, in LossStatistics statistics)
    {
        writer.Integer(statistics.Tokens);
        writer.Integer(statistics.Sequences);
        writer.Real(statistics.Sum);
        writer.Real(statistics.SumOfSquares);
        writer.Real(statistics.SequenceSquares);
        writer.Real(statistics.SequenceProducts);
        writer.Real(statistics.SequenceTokenSquares);
    }

    private static LossStatistics ReadStatistics(ref ContributionReader reader) =>
        new()
        {
            Tokens = reader.Integer(),
            Sequences = reader.Integer(),
            Sum = reader.Real(),
            SumOfSquares = reader.Real(),
            SequenceSquares = reader.Real(),
            SequenceProducts = reader.Real(),
            SequenceTokenSquares = reader.Real(),
        };
}
