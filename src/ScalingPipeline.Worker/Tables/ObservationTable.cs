using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using ScalingPipeline.Laws.Accounting;
using ScalingPipeline.Worker.CommandLine;

namespace ScalingPipeline.Worker.Tables;

/// <summary>A CSV file of observations, or of points to predict at.</summary>
public static class ObservationTable
{
    /// <summary>What a reader puts in place of bytes that are no UTF-8.</summary>
    private const char NoText = '\ufffd';

    private static readonly CsvConfiguration _format = new(CultureInfo.InvariantCulture)
    {
        DetectDelimiter = true,
        DetectDelimiterValues = [",", ";", "\t"],
        IgnoreBlankLines = true,
        TrimOptions = TrimOptions.Trim,
        MaxFieldSize = 1 << 16,
    };

    /// <summary>Reads every row that meets all the conditions.</summary>
    /// <exception cref="UserErrorException">The file cannot be read, has no header, a column is missing, or a value is no positive number; names the line.</exception>
    public static IReadOnlyList<ObservationRow> Read(
        FileInfo file,
        TableColumns columns,
        bool needsLoss,
        IReadOnlyList<RowCondition>? where = null
    )
    {
        try
        {
            using var reader = file.OpenText();
            using var csv = new CsvReader(reader, _format);
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new UserErrorException(
                    $"{file.Name} is empty: it needs a header line with the names of its columns."
                );
            }

            RequireNames(file.Name, csv.HeaderRecord!);
            return [.. Rows(csv, file.Name, columns, needsLoss, where ?? [])];
        }
        catch (CsvHelperException exception)
        {
            throw new UserErrorException(
                $"{file.Name}, line {exception.Context?.Parser?.RawRow ?? 0}: not a row of comma-separated values.",
                exception
            );
        }
    }

    private static void RequireNames(string file, string[] header)
    {
        if (header.Any(name => name.Any(c => char.IsControl(c) || c == NoText)))
        {
            throw new UserErrorException(
                $"{file} is not text: it must be a table of values with commas, semicolons or tabs between them."
            );
        }

        if (
            header
                .Where(name => name.Length > 0)
                .GroupBy(name => name, StringComparer.Ordinal)
                .FirstOrDefault(same => same.Count() > 1) is
            { } twice
        )
        {
            throw new UserErrorException(
                $"{file} has {twice.Count()} columns named '{twice.Key}': give each a name of its own."
            );
        }
    }

    private static IEnumerable<ObservationRow> Rows(
        CsvReader csv,
        string file,
        TableColumns columns,
        bool needsLoss,
        IReadOnlyList<RowCondition> where
    )
    {
        var header = csv.HeaderRecord!;
        var loss = Array.IndexOf(header, columns.Loss);
        if (needsLoss && loss < 0)
        {
            throw new UserErrorException(
                $"{file} has no column '{columns.Loss}'; it has: {string.Join(", ", header)}. Name yours with --loss-column."
            );
        }

        var parameters = Array.IndexOf(header, columns.Parameters);
        var tokens = Array.IndexOf(header, columns.Tokens);
        var compute = Array.IndexOf(header, columns.Compute);
        var run = Array.IndexOf(header, columns.Run);
        var unique = Array.IndexOf(header, columns.UniqueTokens);
        var steps = Array.IndexOf(header, columns.Steps);
        var position = Array.IndexOf(header, columns.Position);
        var family = columns.Family is { } name ? Known(file, header, name, "compare") : -1;
        var conditions = where
            .Select(condition =>
                (condition, Column: Known(file, header, condition.Column, "choose rows"))
            )
            .ToArray();
        while (csv.Read())
        {
            var line = csv.Parser.RawRow;
            if (!conditions.All(c => c.condition.Accepts(csv.GetField(c.Column))))
            {
                continue;
            }

            double Value(int column) =>
                column < 0 ? double.NaN : Number(csv, file, line, header[column], column);
            var (n, d, c) = (Value(parameters), Value(tokens), Value(compute));
            yield return new ObservationRow(
                line,
                run < 0 ? null : csv.GetField(run),
                n,
                double.IsNaN(d) ? c / (TrainingCompute.FlopPerParameterToken * n) : d,
                double.IsNaN(c) ? TrainingCompute.Flops(n, d) : c,
                Value(loss)
            )
            {
                UniqueTokens = Value(unique),
                Steps = Value(steps),
                Position = Value(position),
                Family = family < 0 ? "" : csv.GetField(family) ?? "",
            };
        }
    }

    private static int Known(string file, string[] header, string column, string what)
    {
        var index = Array.IndexOf(header, column);
        return index >= 0
            ? index
            : throw new UserErrorException(
                $"{file} has no column '{column}' to {what} by; it has: {string.Join(", ", header)}."
            );
    }

    private static double Number(CsvReader csv, string file, int line, string name, int column)
    {
        var text = csv.GetField(column);
        return
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            && value > 0
            ? value
            : throw new UserErrorException(
                $"{file}, line {line}: {name} is '{Visible.Text(text)}', which is not a positive number."
            );
    }
}
