namespace ScalingPipeline.Parquet.Thrift;

/// <summary>Reads the statistics of a column chunk (parquet.thrift, <c>Statistics</c>).</summary>
internal static class StatisticsReader
{
    public static readonly ColumnStatistics Nothing = new(null, null, null, null);

    public static ColumnStatistics Read(ref CompactReader reader)
    {
        var statistics = Nothing;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 3:
                    statistics = statistics with { NullCount = reader.ReadInt64(type) };
                    break;
                case 4:
                    statistics = statistics with { DistinctCount = reader.ReadInt64(type) };
                    break;
                case 5:
                    statistics = statistics with { Maximum = reader.ReadBinary(type).ToArray() };
                    break;
                case 6:
                    statistics = statistics with { Minimum = reader.ReadBinary(type).ToArray() };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return statistics;
    }
}
