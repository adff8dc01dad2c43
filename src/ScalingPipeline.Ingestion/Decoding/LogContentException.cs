namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>A log was read and its content is wrong: reading it again would not help. The message is the sentence for its owner.</summary>
public sealed class LogContentException(string sentence, Exception? cause = null)
    : Exception(sentence, cause)
{
    internal static LogContentException Negative(string place, double nats) =>
        new($"{place} has a loss of {nats:G6} nats: a cross-entropy is never negative.");
}
