namespace ScalingPipeline.Parquet;

/// <summary>How the values of a page are laid out. The numbers are those of the format (parquet.thrift, <c>Encoding</c>).</summary>
public enum PageEncoding
{
    Plain = 0,
    PlainDictionary = 2,
    Rle = 3,
    BitPacked = 4,
    DeltaBinaryPacked = 5,
    DeltaLengthByteArray = 6,
    DeltaByteArray = 7,
    RleDictionary = 8,
    ByteStreamSplit = 9,
    Alp = 10,
}
