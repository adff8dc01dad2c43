using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Rows;

/// <summary>Walks the levels of a leaf column and rebuilds each row's value: one object, or lists within lists.</summary>
internal sealed class LeafCursor<T> : ILeafCursor
{
    private const int Batch = 256;

    private readonly ChunkPages _pages;
    private readonly PageValues<T> _values;
    private readonly Func<T, object> _toObject;
    private readonly ParquetColumn _column;
    private readonly byte[] _definitions = new byte[Batch];
    private readonly byte[] _repetitions = new byte[Batch];
    private readonly T[] _batch = new T[Batch];
    private readonly List<object?>[] _lists;
    private int _pageLeft;
    private int _entry;
    private int _entries;
    private int _value;

    public LeafCursor(ChunkSource chunk, Func<T, object> toObject)
    {
        _column = chunk.Column;
        _toObject = toObject;
        _lists = new List<object?>[_column.MaxRepetitionLevel];
        _values = new PageValues<T>(_column);
        _pages = new ChunkPages(chunk, _values);
    }

    public object? Next()
    {
        try
        {
            if (!Load() || _repetitions[_entry] != 0)
            {
                FormatFault.Corrupt("it holds fewer rows than the row group");
            }

            var row = TakeEntry();
            while (_column.MaxRepetitionLevel > 0 && Load() && _repetitions[_entry] > 0)
            {
                TakeEntry();
            }

            return row;
        }
        catch (FormatFault fault)
        {
            throw _pages.Place.Blame(fault);
        }
    }

    public void Dispose()
    {
        _pages.Dispose();
        _values.Dispose();
    }

    // The returned object is the row's only for the row's first entry; later ones add to the lists that it opened.
    private object? TakeEntry()
    {
        var repetition = _repetitions[_entry];
        var definition = _definitions[_entry++];
        var isPresent = definition == _column.MaxDefinitionLevel;
        object? first = null;
        for (var depth = (int)repetition; depth < _lists.Length; depth++)
        {
            var elementLevel = _column.RepeatedDefinitionLevels[depth];
            var list = definition < elementLevel - 1 ? null : new List<object?>();
            if (depth > 0)
            {
                Add(depth - 1, list);
            }

            first ??= list;
            if (list is null)
            {
                return first;
            }

            _lists[depth] = list;
            if (definition < elementLevel)
            {
                return first;
            }
        }

        var value = isPresent ? _toObject(_batch[_value++]) : null;
        if (_lists.Length == 0)
        {
            return value;
        }

        Add(_lists.Length - 1, value);
        return first;
    }

    private void Add(int depth, object? item)
    {
        if (_lists[depth] is not { } list)
        {
            FormatFault.Corrupt("a list goes on that has not begun");
            return;
        }

        list.Add(item);
    }

    private bool Load()
    {
        if (_entry < _entries)
        {
            return true;
        }

        if (_pageLeft == 0)
        {
            if (!_pages.MoveNext())
            {
                return false;
            }

            _pageLeft = _pages.ValueCount;
        }

        _entries = Math.Min(_pageLeft, Batch);
        _pageLeft -= _entries;
        (_entry, _value) = (0, 0);
        var definitions = _definitions.AsSpan(0, _entries);
        var repetitions = _repetitions.AsSpan(0, _entries);
        if (_lists.Length > 0)
        {
            _pages.Repetitions.Read(repetitions);
        }

        if (_column.MaxDefinitionLevel > 0)
        {
            _pages.Definitions.Read(definitions);
        }

        if (
            definitions.ContainsAnyExceptInRange((byte)0, (byte)_column.MaxDefinitionLevel)
            || repetitions.ContainsAnyExceptInRange((byte)0, (byte)_lists.Length)
        )
        {
            FormatFault.Corrupt("a level is above the schema's");
        }

        _values.Read(_batch.AsSpan(0, definitions.Count((byte)_column.MaxDefinitionLevel)));
        return true;
    }
}
