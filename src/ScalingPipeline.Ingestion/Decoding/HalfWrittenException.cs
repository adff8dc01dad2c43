namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>A blob is cut short, as one that is still being written is. The message is the sentence for its owner.</summary>
public sealed class HalfWrittenException(string sentence, Exception? cause = null)
    : Exception(sentence, cause);
