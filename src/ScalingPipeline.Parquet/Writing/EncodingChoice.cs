namespace ScalingPipeline.Parquet.Writing;

/// <summary>Which encodings a column's pages get.</summary>
internal static class EncodingChoice
{
    public static bool MayHaveDictionary(OutputColumn column) =>
        column.Encoding == OutputEncoding.Automatic
        && column.PhysicalType
            is PhysicalType.Int32
                or PhysicalType.Int64
                or PhysicalType.ByteArray;

    public static PageEncoding WithoutDictionary(OutputColumn column) =>
        (column.Encoding, column.PhysicalType) switch
        {
            (OutputEncoding.Automatic, PhysicalType.Int32 or PhysicalType.Int64) =>
                PageEncoding.DeltaBinaryPacked,
            (OutputEncoding.DeltaBinaryPacked, _) => PageEncoding.DeltaBinaryPacked,
            (OutputEncoding.ByteStreamSplit, _) => PageEncoding.ByteStreamSplit,
            _ => PageEncoding.Plain,
        };
}
