namespace ScalingPipeline.Parquet;

/// <summary>The leaf columns of a file, in file order.</summary>
public sealed class ParquetSchema
{
    private readonly Dictionary<string, ParquetColumn> _byName = new(StringComparer.Ordinal);

    internal ParquetSchema(IReadOnlyList<ParquetColumn> columns)
    {
        Columns = columns;
        foreach (var column in columns)
        {
            _byName.TryAdd(column.Path, column);
        }

        foreach (var column in columns)
        {
            _byName.TryAdd(column.Name, column);
        }
    }

    public IReadOnlyList<ParquetColumn> Columns { get; }

    /// <summary>The column of this plain name or full path, case-sensitive; null when absent.</summary>
    public ParquetColumn? Find(string nameOrPath) => _byName.GetValueOrDefault(nameOrPath);
}
