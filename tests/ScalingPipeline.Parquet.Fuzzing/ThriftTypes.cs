namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>The types of the Thrift compact protocol.</summary>
internal static class ThriftTypes
{
    public const int True = 1;
    public const int False = 2;
    public const int Byte = 3;
    public const int Double = 7;
    public const int Binary = 8;
    public const int List = 9;
    public const int Set = 10;
    public const int Struct = 12;

    public static bool IsInteger(int type) => type is >= 4 and <= 6;
}
