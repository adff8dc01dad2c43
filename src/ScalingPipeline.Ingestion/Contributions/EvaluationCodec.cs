using ScalingPipeline.Runs;
using ScalingPipeline.Runs.Positions;

namespace ScalingPipeline.Ingestion.Contributions;

internal static class EvaluationCodec
{
    private const int SmallestStatistics = 2 + (5 * sizeof(double));

    /// <summary>What identifies the evaluation: the sums over its tokens.</summary>
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

    /// <summary>How its sequences are spread, which format version 1 does not hold.</summary>
    public static void WriteSequences(ContributionWriter writer, SequenceLosses? sequences)
    {
        writer.Byte(sequences is null ? (byte)0 : (byte)1);
        if (sequences is null)
        {
            return;
        }

        writer.Integer(sequences.First);
        writer.Integer(sequences.Counts.Count);
        foreach (var count in sequences.Counts)
        {
            writer.Integer(count);
        }
    }

    public static SequenceLosses? ReadSequences(ref ContributionReader reader)
    {
        if (!reader.Flag())
        {
            return null;
        }

        var first = reader.Int32();
        var counts = new long[reader.Count(1)];
        for (var bin = 0; bin < counts.Length; bin++)
        {
            counts[bin] = reader.Integer();
        }

        try
        {
            return new SequenceLosses(first, counts);
        }
        catch (ArgumentException)
        {
            throw ContributionReader.Broken("has counts of sequences that cannot be");
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
