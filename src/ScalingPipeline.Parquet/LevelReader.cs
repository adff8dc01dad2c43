using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet;

/// <summary>
/// Reads any leaf of one row group as it is stored, values beside their levels (Dremel, Melnik et al. 2010), some entries at a time. The
/// spans it shows are valid until the next <see cref="Read"/>. Not for use by several threads at once.
/// </summary>
/// <typeparam name="T">The type of the values, as for <see cref="ColumnReader{T}"/>.</typeparam>
public sealed class LevelReader<T> : IDisposable
{
    private readonly ParquetColumn _column;
    private readonly long _rowCount;
    private readonly ChunkPages _pages;
    private readonly PageValues<T> _values;
    private readonly byte[] _definitions;
    private readonly byte[] _repetitions;
    private readonly T[] _batch;
    private int _pageLeft;
    private int _entries;
    private int _present;
    private long _rows;

    internal LevelReader(ChunkSource chunk, int batchSize = 1024)
    {
        (_column, _rowCount) = (chunk.Column, chunk.RowCount);
        _definitions = new byte[batchSize];
        _repetitions = new byte[batchSize];
        _batch = new T[batchSize];
        _values = new PageValues<T>(_column);
        _pages = new ChunkPages(chunk, _values);
    }

    /// <summary>For each entry the depth of the list in which it goes on; 0 begins a row.</summary>
    public ReadOnlySpan<byte> RepetitionLevels => _repetitions.AsSpan(0, _entries);

    /// <summary>
    /// For each entry how much of the leaf's path is there: at <see cref="ParquetColumn.MaxDefinitionLevel"/> its value, below that a null, an
    /// absent struct or, by <see cref="ParquetColumn.RepeatedDefinitionLevels"/>, an empty or null list.
    /// </summary>
    public ReadOnlySpan<byte> DefinitionLevels => _definitions.AsSpan(0, _entries);

    /// <summary>The values of the entries that have one.</summary>
    public ReadOnlySpan<T> Values => _batch.AsSpan(0, _present);

    /// <summary>Moves to the next entries; false after the last.</summary>
    /// <exception cref="ParquetException">The file is damaged or uses something this reader does not do.</exception>
    public bool Read()
    {
        try
        {
            return ReadEntries();
        }
        catch (FormatFault fault)
        {
            throw Blame(fault);
        }
    }

    public void Dispose()
    {
        _pages.Dispose();
        _values.Dispose();
    }

    internal ParquetException Blame(FormatFault fault) => _pages.Place.Blame(fault);

    private bool ReadEntries()
    {
        (_entries, _present) = (0, 0);
        if (_pageLeft == 0)
        {
            if (!_pages.MoveNext())
            {
                CheckRows(isEnd: true);
                return false;
            }

            _pageLeft = _pages.ValueCount;
        }

        var entries = Math.Min(_pageLeft, _batch.Length);
        _pageLeft -= entries;
        ReadLevels(_definitions.AsSpan(0, entries), _repetitions.AsSpan(0, entries));
        var present = _definitions.AsSpan(0, entries).Count((byte)_column.MaxDefinitionLevel);
        _values.Read(_batch.AsSpan(0, present));
        (_entries, _present) = (entries, present);
        CheckRows(isEnd: false);
        return true;
    }

    private void ReadLevels(Span<byte> definitions, Span<byte> repetitions)
    {
        if (_column.MaxRepetitionLevel > 0)
        {
            _pages.Repetitions.Read(repetitions);
        }

        if (_column.MaxDefinitionLevel > 0)
        {
            _pages.Definitions.Read(definitions);
        }

        if (
            definitions.ContainsAnyExceptInRange((byte)0, (byte)_column.MaxDefinitionLevel)
            || repetitions.ContainsAnyExceptInRange((byte)0, (byte)_column.MaxRepetitionLevel)
        )
        {
            FormatFault.Corrupt("a level is above the schema's");
        }

        if (_rows == 0 && repetitions[0] != 0)
        {
            FormatFault.Corrupt("a list goes on that has not begun");
        }

        _rows += repetitions.Count((byte)0);
    }

    private void CheckRows(bool isEnd)
    {
        if (_rows > _rowCount || (isEnd && _rows < _rowCount))
        {
            FormatFault.Corrupt(
                $"it holds {(isEnd ? "" : "at least ")}{_rows} rows where the row group has {_rowCount}"
            );
        }
    }
}
