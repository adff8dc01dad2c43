using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>A flat column of one row group, read in batches into memory that is used again and again.</summary>
internal sealed class FlatColumn<T>(ParquetFile file, ParquetColumn column, int batch) : IDisposable
    where T : unmanaged
{
    private readonly T[] _values = new T[batch];
    private readonly bool[] _isNull = column.IsNullable ? new bool[batch] : [];
    private ColumnReader<T>? _reader;

    public string Name => column.Name;

    /// <summary>The rows of the last read; a null is <c>default</c>.</summary>
    public Span<T> Values => _values.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>How many of the rows of the last read are null.</summary>
    public int Nulls { get; private set; }

    /// <summary>Which rows are null; meaningful only where <see cref="Nulls"/> is not 0.</summary>
    public ReadOnlySpan<bool> IsNull => Nulls == 0 ? [] : _isNull.AsSpan(0, Count);

    public void Open(int rowGroup)
    {
        _reader?.Dispose();
        _reader = file.OpenColumn<T>(rowGroup, column);
    }

    /// <summary>Reads the next rows of the row group, at most as many as a batch holds; false after the last.</summary>
    public bool Read() => Read(_values.Length);

    /// <summary>Reads the next <paramref name="rows"/> rows, fewer only at the end of the row group.</summary>
    public bool Read(int rows)
    {
        Count = _reader!.Read(_values.AsSpan(0, rows), _isNull, out var nulls);
        Nulls = nulls;
        return Count > 0;
    }

    /// <summary>Refuses a null.</summary>
    /// <param name="firstRow">The file's row of the first value of the batch.</param>
    public void RequireAll(long firstRow)
    {
        if (Nulls > 0)
        {
            throw new LogContentException(
                $"Row {firstRow + IsNull.IndexOf(true)} has no '{Name}'."
            );
        }
    }

    public void Dispose() => _reader?.Dispose();
}
