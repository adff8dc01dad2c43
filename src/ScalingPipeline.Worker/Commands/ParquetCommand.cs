using System.CommandLine;
using ScalingPipeline.Parquet;
using ScalingPipeline.Worker.CommandLine;
using Spectre.Console;

namespace ScalingPipeline.Worker.Commands;

/// <summary><c>parquet</c>: looks into a log.</summary>
public static class ParquetCommand
{
    // Whoever looks into a file wants to see it, however large its pages are.
    private static readonly ParquetReadOptions _anyPage = new()
    {
        MaximumPageBytes = Array.MaxLength,
    };

    public static Command Create() =>
        new("parquet", "Look into a Parquet log")
        {
            Schema(),
            Rows("head", "Print the first rows", limit: 10),
            Rows("cat", "Print all rows, as they are read", limit: null),
        };

    private static Command Schema()
    {
        var file = FileArgument();
        var command = new Command("schema", "Print columns, types, encodings and sizes") { file };
        command.SetAction(parsed =>
        {
            using var parquet = Open(parsed.GetRequiredValue(file));
            new Terminal(parsed.GetValue(SharedOptions.Json)).Write(
                SchemaDocument.Of(parquet),
                console => PrintSchema(console, parquet)
            );
        });
        return command;
    }

    private static Command Rows(string name, string description, int? limit)
    {
        var file = FileArgument();
        var columns = new Option<string[]>("--columns")
        {
            Description = "Only these columns, e.g. --columns step loss",
            AllowMultipleArgumentsPerToken = true,
        };
        var format = new Option<RowFormat>("--format")
        {
            Description = "csv, or json (one object a line)",
            DefaultValueFactory = _ => RowFormat.Csv,
        };
        var count = new Option<long?>("--rows")
        {
            Description = "Rows at most",
            DefaultValueFactory = _ => limit,
        };
        var command = new Command(name, description) { file, columns, format, count };
        command.SetAction(parsed =>
        {
            using var parquet = Open(parsed.GetRequiredValue(file));
            var chosen = Choose(parquet, parsed.GetValue(columns) ?? []);
            var asJson =
                parsed.GetValue(SharedOptions.Json) || parsed.GetValue(format) == RowFormat.Json;
            var rows = Limited(parquet.ReadRows(chosen), parsed.GetValue(count));
            Refusing(() =>
            {
                if (parsed.GetValue(SharedOptions.Json))
                {
                    RowPrinter.JsonArray(Console.Out, chosen, rows);
                }
                else if (asJson)
                {
                    RowPrinter.JsonLines(Console.Out, chosen, rows);
                }
                else
                {
                    RowPrinter.Csv(Console.Out, chosen, rows);
                }

                return 0;
            });
        });
        return command;
    }

    private static T Refusing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ParquetException exception)
        {
            throw new UserErrorException(exception.Message, exception);
        }
    }

    private static IEnumerable<object?[]> Limited(IEnumerable<object?[]> rows, long? limit)
    {
        var left = limit ?? long.MaxValue;
        foreach (var row in rows)
        {
            if (left-- <= 0)
            {
                yield break;
            }

            yield return row;
        }
    }

    private static Argument<FileInfo> FileArgument() =>
        new Argument<FileInfo>("FILE") { Description = "A Parquet file" }.AcceptExistingOnly();

    private static ParquetFile Open(FileInfo file) =>
        Directory.Exists(file.FullName)
            ? throw new UserErrorException(
                $"{file.FullName} is a folder; name a Parquet file in it."
            )
            : Refusing(() => ParquetFile.Open(file.FullName, _anyPage));

    private static IReadOnlyList<ParquetColumn> Choose(ParquetFile parquet, string[] names) =>
        names.Length == 0
            ? parquet.Schema.Columns
            :
            [
                .. names.Select(name =>
                    parquet.Column(name)
                    ?? throw new UserErrorException(
                        $"{parquet.Name} has no column '{name}'; it has: {string.Join(", ", parquet.Schema.Columns)}."
                    )
                ),
            ];

    private static void PrintSchema(IAnsiConsole console, ParquetFile parquet)
    {
        console.WriteLine(
            $"{parquet.RowCount:#,0} rows in {parquet.RowGroups.Count} row groups, written by {parquet.CreatedBy}"
        );
        var table = Terminal.Table(
            "column",
            "type",
            "logical",
            "nullable",
            "codec",
            "encodings",
            ">bytes",
            ">unpacked"
        );
        foreach (var column in SchemaDocument.Of(parquet).Columns)
        {
            table.AddRow(
                new Text(column.Path),
                new Text(column.Type),
                new Text(column.Logical),
                new Text(column.Nullable ? "yes" : "no"),
                new Text(string.Join(" ", column.Codecs)),
                new Text(string.Join(" ", column.Encodings)),
                new Text($"{column.CompressedBytes:#,0}"),
                new Text($"{column.UncompressedBytes:#,0}")
            );
        }

        console.Write(table);
    }

    private enum RowFormat
    {
        Csv,
        Json,
    }
}
