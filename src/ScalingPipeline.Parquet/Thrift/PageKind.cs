namespace ScalingPipeline.Parquet.Thrift;

/// <summary>parquet.thrift, <c>PageType</c>.</summary>
internal enum PageKind
{
    Data = 0,
    Index = 1,
    Dictionary = 2,
    DataV2 = 3,
}
