using System.Globalization;
using System.Text.Json;
using CsvHelper;
using ScalingPipeline.Parquet;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Prints rows one by one, as they are read.</summary>
internal static class RowPrinter
{
    private static readonly JsonSerializerOptions _line = new(JsonOutput.Options)
    {
        WriteIndented = false,
    };

    public static void Csv(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture, leaveOpen: true);
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }

        csv.NextRecord();
        foreach (var row in rows)
        {
            foreach (var value in row)
            {
                csv.WriteField(value is null ? null : CellText.Format(value));
            }

            csv.NextRecord();
        }
    }

    public static void JsonLines(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        foreach (var row in rows)
        {
            output.WriteLine(JsonSerializer.Serialize(Record(columns, row), _line));
        }
    }

    /// <summary>The same as one JSON document.</summary>
    public static void JsonArray(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        output.Write('[');
        var separator = "\n";
        foreach (var row in rows)
        {
            output.Write(separator);
            output.Write(JsonSerializer.Serialize(Record(columns, row), _line));
            separator = ",\n";
        }

        output.WriteLine("\n]");
    }

    private static Dictionary<string, object?> Record(
        IReadOnlyList<ParquetColumn> columns,
        object?[] row
    ) => columns.Index().ToDictionary(c => c.Item.Name, c => row[c.Index], StringComparer.Ordinal);
}
