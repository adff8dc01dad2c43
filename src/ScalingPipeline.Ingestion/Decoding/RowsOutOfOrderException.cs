namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>The rows of a file do not come sequence by sequence, positions growing: it has to be read the slower way.</summary>
internal sealed class RowsOutOfOrderException(long sequence)
    : Exception($"Sequence {sequence} does not come in one piece with growing positions.");
