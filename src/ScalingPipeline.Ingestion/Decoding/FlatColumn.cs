using ScalingPipeline.Parquet;

namespace ScalingPipeline.Ingestion.Decoding;

/// <summary>A flat column, read batch by batch through one row group after the other.</summary>
internal sealed class FlatColumn<T>(ParquetFile file, ParquetColumn column) : IDisposable
    where T : unmanaged
{
    private ColumnReader<T>? _reader;

    public void Open(int rowGroup)
    {
        _reader?.Dispose();
        _reader = file.OpenColumn<T>(rowGroup, column);
    }

    /// <summary>Reads the next <paramref name="rows"/> rows, fewer only at the end of the row group; they are valid until the next read.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="isNull">Which are null, their value being <c>default</c>; empty if none is.</param>
    public ReadOnlySpan<T> Read(int rows, out ReadOnlySpan<bool> isNull) =>
        _reader!.ReadBatch(rows, out isNull);

    /// <summary>The same where no row may be null.</summary>
    /// <param name="rows">How many.</param>
    /// <param name="firstRow">The file's row of the first, for the refusal of a null.</param>
    /// <exception cref="LogContentException">One is null.</exception>
    public ReadOnlySpan<T> ReadAll(int rows, long firstRow)
    {
        var values = Read(rows, out var isNull);
        return isNull.IsEmpty
            ? values
            : throw new LogContentException(
                $"Row {firstRow + isNull.IndexOf(true)} has no '{column.Name}'."
            );
    }

    public void Dispose() => _reader?.Dispose();
}
