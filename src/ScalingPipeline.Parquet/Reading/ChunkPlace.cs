namespace ScalingPipeline.Parquet.Reading;

/// <summary>Names the place in the file where reading is, for the sentence the user gets.</summary>
internal sealed class ChunkPlace(string file, int rowGroup, ParquetColumn column)
{
    /// <summary>The page being read, from 0; -1 before the first.</summary>
    public int Page { get; set; } = -1;

    public ParquetException Blame(FormatFault fault) =>
        fault.At(
            Page < 0
                ? $"{file}, row group {rowGroup}, column {column}"
                : $"{file}, row group {rowGroup}, column {column}, page {Page}"
        );
}
