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
                case 1:
                    statistics = statistics with
                    {
                        SignedMaximum = reader.ReadBinary(type).ToArray(),
                    };
                    break;
                case 2:
                    statistics = statistics with
                    {
                        SignedMinimum = reader.ReadBinary(type).ToArray(),
                    };
                    break;
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
                case 7:
                    statistics = statistics with { IsMaximumExact = CompactReader.ToBoolean(type) };
                    break;
                case 8:
                    statistics = statistics with { IsMinimumExact = CompactReader.ToBoolean(type) };
                    break;
                case 9:
                    statistics = statistics with { NanCount = reader.ReadInt64(type) };
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return statistics;
    }
}
