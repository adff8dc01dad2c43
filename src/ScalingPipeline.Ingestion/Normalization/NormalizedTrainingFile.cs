using ScalingPipeline.Parquet;
using ScalingPipeline.Runs;

namespace ScalingPipeline.Ingestion.Normalization;

/// <summary>Writes a part of a training log: ordered by step, each step once, losses in nats.</summary>
internal static class NormalizedTrainingFile
{
    public static void Write(
        Stream stream,
        TrainingSeries series,
        IReadOnlyDictionary<string, string> about
    )
    {
        using var writer = new ParquetWriter(
            stream,
            [
                OutputColumn.Int64("step"),
                OutputColumn.Int64("tokens_seen"),
                OutputColumn.Double("loss"),
                OutputColumn.Float("lr"),
                OutputColumn.Float("grad_norm"),
                OutputColumn.Float("elapsed_s"),
            ],
            new ParquetWriterOptions { Codec = CompressionCodec.Snappy, KeyValueMetadata = about }
        );
        writer.BeginRowGroup(series.Count);
        writer.Write<long>(series.Step);
        writer.Write<long>(series.Tokens);
        writer.Write<double>(series.Loss);
        writer.Write<float>(series.LearningRate);
        writer.Write<float>(series.GradientNorm);
        writer.Write<float>(series.ElapsedSeconds);
        writer.Finish();
    }
}
