using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes the schema; lists in the three-level form of the format's specification (LogicalTypes.md, "Lists").</summary>
internal static class OutputSchemaWriter
{
    public static void Write(CompactWriter writer, IReadOnlyList<OutputColumn> columns)
    {
        writer.List(2, CompactType.Struct, 1 + columns.Sum(column => column.IsList ? 3 : 1));
        writer.Struct();
        writer.Text(4, "schema");
        writer.Int32(5, columns.Count);
        writer.End();
        foreach (var column in columns)
        {
            if (column.IsList)
            {
                WriteList(writer, column);
            }
            else
            {
                WriteLeaf(writer, column, column.Name, column.IsNullable);
            }
        }
    }

    public static IReadOnlyList<string> Path(OutputColumn column) =>
        column.IsList ? [column.Name, "list", "element"] : [column.Name];

    private static void WriteList(CompactWriter writer, OutputColumn column)
    {
        writer.Struct();
        writer.Int32(3, (int)(column.IsNullable ? Repetition.Optional : Repetition.Required));
        writer.Text(4, column.Name);
        writer.Int32(5, 1);
        OutputLogicalTypes.Write(writer, new LogicalType(LogicalKind.List));
        writer.End();

        writer.Struct();
        writer.Int32(3, (int)Repetition.Repeated);
        writer.Text(4, "list");
        writer.Int32(5, 1);
        writer.End();

        WriteLeaf(writer, column, "element", isNullable: true);
    }

    private static void WriteLeaf(
        CompactWriter writer,
        OutputColumn column,
        string name,
        bool isNullable
    )
    {
        writer.Struct();
        writer.Int32(1, (int)column.PhysicalType);
        if (column.TypeLength > 0)
        {
            writer.Int32(2, column.TypeLength);
        }

        writer.Int32(3, (int)(isNullable ? Repetition.Optional : Repetition.Required));
        writer.Text(4, name);
        OutputLogicalTypes.Write(writer, column.LogicalType);
        writer.End();
    }
}
