using ScalingPipeline.Parquet;

namespace ScalingPipeline.Simulation.Files;

/// <summary>Writes columns as a Parquet file.</summary>
internal static class LogTable
{
    public static void Write(Stream stream, LogStyle style, IReadOnlyList<LogColumn> columns) =>
        Write(stream, style, [columns]);

    /// <param name="stream">Left open.</param>
    /// <param name="style">How the job writes.</param>
    /// <param name="tables">At least one; all with the same columns, written one after the other.</param>
    public static void Write(
        Stream stream,
        LogStyle style,
        IEnumerable<IReadOnlyList<LogColumn>> tables
    ) =>
        Write(
            stream,
            style.Codec,
            tables.SelectMany(columns => RowGroupsOf(columns, style.RowGroupRows))
        );

    /// <param name="stream">Left open.</param>
    /// <param name="codec">How pages are compressed.</param>
    /// <param name="rowGroups">At least one; all with the same columns. Each is written before the next is asked for.</param>
    public static void Write(
        Stream stream,
        CompressionCodec codec,
        IEnumerable<IReadOnlyList<LogColumn>> rowGroups
    )
    {
        ParquetWriter? writer = null;
        try
        {
            foreach (var columns in rowGroups)
            {
                writer ??= new ParquetWriter(
                    stream,
                    [.. columns.Select(column => column.Output)],
                    new ParquetWriterOptions { Codec = codec }
                );
                writer.BeginRowGroup(columns[0].Rows);
                foreach (var column in columns)
                {
                    column.Write(writer);
                }
            }

            writer?.Finish();
        }
        finally
        {
            writer?.Dispose();
        }
    }

    private static IEnumerable<IReadOnlyList<LogColumn>> RowGroupsOf(
        IReadOnlyList<LogColumn> columns,
        int rows
    )
    {
        for (var first = 0; first < columns[0].Rows; first += rows)
        {
            var count = Math.Min(rows, columns[0].Rows - first);
            yield return [.. columns.Select(column => column.Slice(first, count))];
        }
    }
}
