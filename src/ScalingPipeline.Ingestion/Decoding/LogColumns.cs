using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>Finds the columns that a definition names, and refuses those that cannot be what they should be.</summary>
internal static class LogColumns
{
    /// <summary>A flat column of whole numbers.</summary>
    public static ParquetColumn WholeNumbers(ParquetFile file, string name)
    {
        var column = Required(file, name);
        return
            column
                is { MaxRepetitionLevel: 0, PhysicalType: PhysicalType.Int32 or PhysicalType.Int64 }
            ? column
            : throw WrongType(column, "whole numbers (INT32 or INT64)");
    }

    /// <summary>A flat column of real numbers; whole numbers and text are never cast.</summary>
    public static ParquetColumn Reals(ParquetFile file, string name)
    {
        var column = Required(file, name);
        return column.MaxRepetitionLevel == 0 && IsReal(column)
            ? column
            : throw WrongType(column, "real numbers (FLOAT or DOUBLE)");
    }

    /// <summary>A flat column of real numbers, or null when the file does not have it.</summary>
    public static ParquetColumn? OptionalReals(ParquetFile file, string name) =>
        file.Column(name) is null ? null : Reals(file, name);

    /// <summary>A column of lists of real numbers.</summary>
    public static ParquetColumn RealLists(ParquetFile file, string name)
    {
        var column = Required(file, name);
        return column.IsList && IsReal(column)
            ? column
            : throw WrongType(column, "lists of real numbers (FLOAT or DOUBLE)");
    }

    public static ParquetColumn Required(ParquetFile file, string name) =>
        file.Column(name)
        ?? throw new LogContentException(
            $"There is no column '{name}'; the file has {Names(file)}."
        );

    public static string Names(ParquetFile file) =>
        string.Join(", ", file.Schema.Columns.Select(c => c.Name));

    public static void RefuseEmpty(ParquetFile file)
    {
        if (file.RowCount == 0)
        {
            throw new LogContentException("The file has no rows.");
        }
    }

    private static bool IsReal(ParquetColumn column) =>
        column.PhysicalType is PhysicalType.Float or PhysicalType.Double;

    private static LogContentException WrongType(ParquetColumn column, string wanted)
    {
        var shape = column.IsList ? "lists of " : "";
        return new(
            $"Column '{column.Name}' holds {shape}{column.PhysicalType} values where {wanted} are expected."
        );
    }
}
