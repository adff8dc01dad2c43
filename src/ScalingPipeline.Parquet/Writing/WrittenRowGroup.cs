namespace ScalingPipeline.Parquet.Writing;

/// <summary>What the footer has to say about a row group that has been written.</summary>
internal sealed record WrittenRowGroup(int RowCount, List<WrittenChunk> Chunks);
