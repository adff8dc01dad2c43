using System.Text.Json;
using ScalingPipeline.Parquet;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Commands;

/// <summary>Prints rows one by one, as they are read.</summary>
internal static class RowPrinter
{
    private static readonly JsonSerializerOptions _line = new(JsonOutput.Options)
    {
        WriteIndented = false,
        Converters = { new HexadecimalConverter(), new FiniteSingleConverter() },
    };

    /// <summary>As RFC 4180 has it; a null is an empty field.</summary>
    public static void Csv(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        WriteRecord(output, NamesOf(columns));
        foreach (var row in rows)
        {
            WriteRecord(output, row);
        }
    }

    public static void JsonLines(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        var names = NamesOf(columns);
        foreach (var row in rows)
        {
            output.WriteLine(JsonSerializer.Serialize(Record(names, row), _line));
        }
    }

    /// <summary>The same as one JSON document.</summary>
    public static void JsonArray(
        TextWriter output,
        IReadOnlyList<ParquetColumn> columns,
        IEnumerable<object?[]> rows
    )
    {
        var names = NamesOf(columns);
        output.Write('[');
        var separator = "\n";
        foreach (var row in rows)
        {
            output.Write(separator);
            output.Write(JsonSerializer.Serialize(Record(names, row), _line));
            separator = ",\n";
        }

        output.WriteLine("\n]");
    }

    // The plain names, unless two columns share one.
    private static string[] NamesOf(IReadOnlyList<ParquetColumn> columns) =>
        columns.DistinctBy(column => column.Name, StringComparer.Ordinal).Count() == columns.Count
            ? [.. columns.Select(column => column.Name)]
            : [.. columns.Select(column => column.Path)];

    private static Dictionary<string, object?> Record(string[] names, object?[] row)
    {
        var record = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (name, value) in names.Zip(row))
        {
            record[name] = value;
        }

        return record;
    }

    private static void WriteRecord(TextWriter output, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
            {
                output.Write(',');
            }

            WriteField(output, cells[i]);
        }

        output.Write("\r\n");
    }

    private static void WriteField(TextWriter output, object? cell)
    {
        switch (cell)
        {
            case null:
                break;
            case byte[]:
                CellText.Write(output, cell);
                break;
            case List<object?> list when !list.Exists(item => item is string or List<object?>):
                // Neither numbers nor bytes need more than to be quoted.
                output.Write('"');
                CellText.Write(output, cell);
                output.Write('"');
                break;
            default:
                output.Write(Quoted(CellText.Format(cell)));
                break;
        }
    }

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
