namespace ScalingPipeline.Parquet.Writing;

/// <summary>Which encodings a column's pages get.</summary>
internal static class EncodingChoice
{
    public static bool MayHaveDictionary(OutputColumn column) =>
        column.Encoding == OutputEncoding.Dictionary
        || (
            column.Encoding == OutputEncoding.Automatic
            && column.PhysicalType
                is PhysicalType.Int32
                    or PhysicalType.Int64
                    or PhysicalType.ByteArray
        );

    public static PageEncoding WithoutDictionary(OutputColumn column) =>
        (column.Encoding, column.PhysicalType) switch
        {
            (OutputEncoding.Automatic, PhysicalType.Int32 or PhysicalType.Int64) =>
                PageEncoding.DeltaBinaryPacked,
            (OutputEncoding.DeltaBinaryPacked, _) => PageEncoding.DeltaBinaryPacked,
            (OutputEncoding.DeltaLengthByteArray, _) => PageEncoding.DeltaLengthByteArray,
            (OutputEncoding.DeltaByteArray, _) => PageEncoding.DeltaByteArray,
            (OutputEncoding.ByteStreamSplit, _) => PageEncoding.ByteStreamSplit,
            _ => PageEncoding.Plain,
        };

    public static void Require(OutputEncoding encoding, PhysicalType type)
    {
        var fits = encoding switch
        {
            OutputEncoding.Dictionary => type != PhysicalType.Boolean,
            OutputEncoding.DeltaBinaryPacked => type is PhysicalType.Int32 or PhysicalType.Int64,
            OutputEncoding.DeltaLengthByteArray => type == PhysicalType.ByteArray,
            OutputEncoding.DeltaByteArray => type
                is PhysicalType.ByteArray
                    or PhysicalType.FixedLengthByteArray,
            // The format allows integers and fixed lengths since 2.11, but other engines refuse to read them.
            OutputEncoding.ByteStreamSplit => type is PhysicalType.Float or PhysicalType.Double,
            _ => true,
        };
        if (!fits)
        {
            throw new ArgumentException(
                $"{encoding:G} is no encoding for {type} values.",
                nameof(encoding)
            );
        }
    }
}
