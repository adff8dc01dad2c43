namespace ScalingPipeline.Parquet.Thrift;

/// <summary>The head of a page, of whichever version.</summary>
internal sealed class PageHeader
{
    public PageKind Kind { get; set; }
    public int UncompressedSize { get; set; }
    public int CompressedSize { get; set; }
    public uint? Crc { get; set; }
    public int ValueCount { get; set; }
    public PageEncoding Encoding { get; set; }
    public PageEncoding DefinitionLevelEncoding { get; set; }
    public PageEncoding RepetitionLevelEncoding { get; set; }
    public int DefinitionLevelsLength { get; set; }
    public int RepetitionLevelsLength { get; set; }
    public bool IsCompressed { get; set; }

    /// <summary>Bytes of the head itself.</summary>
    public int Length { get; set; }
}
