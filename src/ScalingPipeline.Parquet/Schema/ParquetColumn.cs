namespace ScalingPipeline.Parquet;

/// <summary>One leaf of the schema: the unit in which values are stored.</summary>
public sealed class ParquetColumn
{
    internal ParquetColumn() { }

    /// <summary>Position among the leaves, from 0: the index into <see cref="RowGroup.Columns"/>.</summary>
    public required int Index { get; init; }

    /// <summary>The plain name: a list column is called by the name of its list (<c>losses</c>), any other leaf by its dotted path.</summary>
    public required string Name { get; init; }

    /// <summary>All names from the root to the leaf, joined with dots (<c>losses.list.element</c>).</summary>
    public required string Path { get; init; }

    public required PhysicalType PhysicalType { get; init; }

    /// <summary>Bytes of one value where <see cref="PhysicalType"/> is <see cref="PhysicalType.FixedLengthByteArray"/>, else 0.</summary>
    public required int TypeLength { get; init; }

    public required LogicalType LogicalType { get; init; }

    /// <summary>0 where no value can be missing.</summary>
    public required int MaxDefinitionLevel { get; init; }

    /// <summary>0 for a flat column, 1 for a list, more for lists of lists.</summary>
    public required int MaxRepetitionLevel { get; init; }

    public bool IsNullable => MaxDefinitionLevel > 0;

    public bool IsList => MaxRepetitionLevel == 1;

    /// <summary>
    /// The definition level from which each enclosing list or map, outermost first, has an element; one less is an empty list, less still a
    /// null list or an absent struct around it.
    /// </summary>
    public IReadOnlyList<int> RepeatedDefinitionLevels { get; internal init; } = [];

    /// <summary>The order of the bounds in this column's statistics.</summary>
    public ColumnOrder Order { get; internal init; }

    internal int FixedWidth =>
        PhysicalType switch
        {
            PhysicalType.Int32 or PhysicalType.Float => 4,
            PhysicalType.Int64 or PhysicalType.Double => 8,
            PhysicalType.Int96 => 12,
            PhysicalType.FixedLengthByteArray => TypeLength,
            _ => 0,
        };

    public override string ToString() => Path;
}
