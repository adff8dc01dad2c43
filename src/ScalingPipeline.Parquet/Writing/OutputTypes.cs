namespace ScalingPipeline.Parquet.Writing;

/// <summary>How the types given by the caller are stored.</summary>
internal static class OutputTypes
{
    public static PhysicalType? PhysicalType<T>() =>
        typeof(T) switch
        {
            var t when t == typeof(bool) => Parquet.PhysicalType.Boolean,
            var t when t == typeof(int) => Parquet.PhysicalType.Int32,
            var t when t == typeof(long) => Parquet.PhysicalType.Int64,
            var t when t == typeof(float) => Parquet.PhysicalType.Float,
            var t when t == typeof(double) => Parquet.PhysicalType.Double,
            var t when t == typeof(string) => Parquet.PhysicalType.ByteArray,
            _ => null,
        };
}
