using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet.Rows;

/// <summary>Rebuilds each row's value of a leaf column from its levels: one object, or lists within lists.</summary>
internal sealed class LeafCursor<T> : ILeafCursor
{
    private const int Batch = 256;

    private readonly LevelReader<T> _reader;
    private readonly Func<T, object> _toObject;
    private readonly ParquetColumn _column;
    private readonly List<object?>?[] _lists;
    private readonly int _mostItems;
    private int _entry;
    private int _value;
    private int _items;

    public LeafCursor(ChunkSource chunk, Func<T, object> toObject)
    {
        _column = chunk.Column;
        _toObject = toObject;
        _lists = new List<object?>[_column.MaxRepetitionLevel];
        _mostItems = chunk.Options.MaximumPageBytes / IntPtr.Size;
        _reader = new LevelReader<T>(chunk, Batch);
    }

    public object? Next()
    {
        try
        {
            return NextRow();
        }
        catch (FormatFault fault)
        {
            throw _reader.Blame(fault);
        }
    }

    public void Dispose() => _reader.Dispose();

    private object? NextRow()
    {
        if (!Load())
        {
            FormatFault.Corrupt("it holds fewer rows than the row group");
        }

        _items = 0;
        var row = TakeEntry();
        while (_lists.Length > 0 && Load() && _reader.RepetitionLevels[_entry] > 0)
        {
            if (++_items > _mostItems)
            {
                FormatFault.Unsupported(
                    $"a row of more than {_mostItems} entries is over the limit"
                );
            }

            TakeEntry();
        }

        return row;
    }

    // The returned object is the row's only for the row's first entry; later ones add to the lists that it opened.
    private object? TakeEntry()
    {
        var repetition = _reader.RepetitionLevels[_entry];
        var definition = _reader.DefinitionLevels[_entry++];
        var isPresent = definition == _column.MaxDefinitionLevel;
        object? first = null;
        if (repetition > 0 && definition < _column.RepeatedDefinitionLevels[repetition - 1])
        {
            FormatFault.Corrupt("an empty list goes on");
        }

        for (var depth = (int)repetition; depth < _lists.Length; depth++)
        {
            var elementLevel = _column.RepeatedDefinitionLevels[depth];
            var list = definition < elementLevel - 1 ? null : new List<object?>();
            if (depth > 0)
            {
                Add(depth - 1, list);
            }

            first ??= list;
            // What goes on later must go on with this entry's lists, not with those of the entry before.
            _lists.AsSpan(depth).Clear();
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

        var value = isPresent ? _toObject(_reader.Values[_value++]) : null;
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
        if (_entry < _reader.RepetitionLevels.Length)
        {
            return true;
        }

        (_entry, _value) = (0, 0);
        return _reader.Read();
    }
}
