using System.Buffers;
using System.Runtime.CompilerServices;
using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet;

/// <summary>
/// Reads a column of lists of one row group, some rows at a time, into pooled memory of its own. The spans it shows are valid until the next
/// <see cref="Read"/>. Not for use by several threads at once.
/// </summary>
/// <typeparam name="T">The type of the elements, as for <see cref="ColumnReader{T}"/>.</typeparam>
public sealed class ListReader<T> : IDisposable
{
    /// <summary>The length that stands for a list that is null, as opposed to empty.</summary>
    public const int NullList = -1;

    private const int LevelBatch = 2048;
    private const int EnoughElements = 1 << 15;

    private readonly ChunkSource _chunk;
    private readonly ChunkPages _pages;
    private readonly PageValues<T> _values;
    private readonly RowSelection? _selection;
    private readonly int _presentLevel;
    private readonly int _elementLevel;
    private readonly byte[] _definitions = new byte[LevelBatch];
    private readonly byte[] _repetitions = new byte[LevelBatch];
    private int[] _lengths = [];
    private T[] _elements = [];
    private bool[] _isNull = [];
    private int _pageLeft;
    private int _level;
    private int _levelCount;
    private bool _allPresent;
    private int _rows;
    private int _count;
    private int _nulls;
    private long _rowsRead;

    internal ListReader(ChunkSource chunk)
    {
        _chunk = chunk;
        _selection = chunk.Rows is { } wanted ? new RowSelection(wanted) : null;
        _presentLevel = chunk.Column.MaxDefinitionLevel;
        _elementLevel = chunk.Column.RepeatedDefinitionLevels[0];
        _values = new PageValues<T>(chunk.Column);
        _pages = new ChunkPages(chunk, _values);
    }

    /// <summary>For each row of the batch the number of its elements: 0 for an empty list, <see cref="NullList"/> for none.</summary>
    public ReadOnlySpan<int> Lengths => _lengths.AsSpan(0, _rows);

    /// <summary>The elements of all rows of the batch, one row after the other; a null element is <c>default</c>.</summary>
    public ReadOnlySpan<T> Elements => _elements.AsSpan(0, _count);

    /// <summary>Which elements are null; empty if none is.</summary>
    public ReadOnlySpan<bool> ElementIsNull => _isNull.AsSpan(0, _nulls > 0 ? _count : 0);

    /// <summary>
    /// Moves to the next rows: at most <paramref name="maximumRows"/>, fewer when their elements are many; false after the last.
    /// </summary>
    /// <exception cref="ParquetException">The file is damaged or uses something this reader does not do.</exception>
    public bool Read(int maximumRows = 4096)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumRows, 1);
        (_rows, _count, _nulls) = (0, 0, 0);
        if (_lengths.Length < maximumRows)
        {
            Grow(ref _lengths, maximumRows, 0);
        }

        try
        {
            if (_selection is not null && !Select(ref maximumRows))
            {
                return false;
            }

            ReadRows(maximumRows);
        }
        catch (FormatFault fault)
        {
            throw _pages.Place.Blame(fault);
        }

        return _rows > 0;
    }

    public void Dispose()
    {
        _pages.Dispose();
        _values.Dispose();
        Return(ref _lengths);
        Return(ref _elements);
        Return(ref _isNull);
    }

    private void ReadRows(int maximumRows)
    {
        while (NextLevels())
        {
            if (
                _repetitions[_level] == 0
                && (_rows == maximumRows || (_rows > 0 && _count >= EnoughElements))
            )
            {
                break;
            }

            if (_allPresent)
            {
                TakePresent(maximumRows);
            }
            else
            {
                TakeMixed(maximumRows);
            }
        }

        CheckRows();
    }

    // Passes over rows that are not wanted, then says how many are; false behind the last.
    private bool Select(ref int maximumRows)
    {
        while (NextLevels())
        {
            if (_selection!.At(_rowsRead) is not { } rows)
            {
                return false;
            }

            if (rows.Skip == 0)
            {
                maximumRows = (int)Math.Min(maximumRows, rows.Take);
                return true;
            }

            // Not beyond the page, behind which others may be left out.
            var inPage = (_pages.Plan?.EndRow ?? long.MaxValue) - _rowsRead;
            if (inPage < 1)
            {
                FormatFault.Corrupt("it holds more rows than the page index says");
            }

            ReadRows((int)Math.Min(Math.Min(rows.Skip, inPage), maximumRows));
            (_rows, _count, _nulls) = (0, 0, 0);
        }

        return false;
    }

    private bool NextLevels()
    {
        if (_level < _levelCount)
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
            if (_pages.Plan is { } plan)
            {
                _rowsRead = plan.FirstRow - _rows;
            }
        }

        _levelCount = Math.Min(_pageLeft, LevelBatch);
        _pageLeft -= _levelCount;
        _level = 0;
        var definitions = _definitions.AsSpan(0, _levelCount);
        var repetitions = _repetitions.AsSpan(0, _levelCount);
        _pages.Repetitions.Read(repetitions);
        if (repetitions[0] != 0 && _pages.Plan?.FirstRow == _rowsRead + _rows)
        {
            FormatFault.Corrupt("it begins within a list");
        }

        _pages.Definitions.Read(definitions);
        _allPresent = !definitions.ContainsAnyExcept((byte)_presentLevel);
        if (!_allPresent && definitions.ContainsAnyExceptInRange((byte)0, (byte)_presentLevel))
        {
            FormatFault.Corrupt($"a definition level is above {_presentLevel}");
        }

        return true;
    }

    // Every entry is an element: only the row starts have to be found, the values come in one piece.
    private void TakePresent(int maximumRows)
    {
        var from = _level;
        if (_repetitions[_level] != 0)
        {
            Continue(NextStart() - from);
            _level = NextStart();
        }

        while (_level < _levelCount && _rows < maximumRows)
        {
            var start = _level;
            _level++;
            _level = NextStart();
            _lengths[_rows++] = _level - start;
            if (_count + (_level - from) >= EnoughElements)
            {
                break;
            }
        }

        var taken = _level - from;
        EnsureElements(taken);
        _values.Read(_elements.AsSpan(_count, taken));
        if (_nulls > 0)
        {
            _isNull.AsSpan(_count, taken).Clear();
        }

        _count += taken;
    }

    private int NextStart()
    {
        var next = _repetitions.AsSpan(_level, _levelCount - _level).IndexOf((byte)0);
        return next < 0 ? _levelCount : _level + next;
    }

    private void TakeMixed(int maximumRows)
    {
        EnsureElements(_levelCount - _level);
        while (_level < _levelCount)
        {
            var starts = _repetitions[_level] == 0;
            if (starts && (_rows == maximumRows || (_rows > 0 && _count >= EnoughElements)))
            {
                return;
            }

            var definition = _definitions[_level++];
            if (definition < _elementLevel)
            {
                if (!starts)
                {
                    FormatFault.Corrupt("an empty list goes on");
                }

                _lengths[_rows++] = definition == _elementLevel - 1 ? 0 : NullList;
                continue;
            }

            if (starts)
            {
                _lengths[_rows++] = 1;
            }
            else
            {
                Continue(1);
            }

            TakeElement(definition == _presentLevel);
        }
    }

    private void TakeElement(bool isPresent)
    {
        if (isPresent)
        {
            _values.Read(_elements.AsSpan(_count, 1));
        }
        else
        {
            _elements[_count] = default!;
            if (_nulls++ == 0)
            {
                _isNull.AsSpan(0, _count).Clear();
            }
        }

        if (_nulls > 0)
        {
            _isNull[_count] = !isPresent;
        }

        _count++;
    }

    private void Continue(int elements)
    {
        if (_rows == 0 || _lengths[_rows - 1] <= 0)
        {
            FormatFault.Corrupt("a list goes on that has not begun");
        }

        _lengths[_rows - 1] += elements;
    }

    private void CheckRows()
    {
        _rowsRead += _rows;
        var isEnd = _level == _levelCount && _rows == 0 && _selection is null;
        if (_rowsRead > _chunk.RowCount || (isEnd && _rowsRead != _chunk.RowCount))
        {
            FormatFault.Corrupt(
                $"it holds {_rowsRead} lists where the row group has {_chunk.RowCount} rows"
            );
        }
    }

    private void EnsureElements(int more)
    {
        var needed = (long)_count + more;
        if (needed <= _elements.Length && needed <= _isNull.Length)
        {
            return;
        }

        if (needed * Unsafe.SizeOf<T>() > _chunk.Options.MaximumPageBytes)
        {
            FormatFault.Unsupported(
                $"a list of more than {_count} elements is over the limit of {_chunk.Options.MaximumPageBytes} bytes"
            );
        }

        var size = (int)Math.Max(needed, LevelBatch);
        Grow(ref _elements, size, _count);
        Grow(ref _isNull, size, _count);
    }

    private static void Grow<TItem>(ref TItem[] array, int size, int used)
    {
        var larger = ArrayPool<TItem>.Shared.Rent(size);
        array.AsSpan(0, used).CopyTo(larger);
        Return(ref array);
        array = larger;
    }

    private static void Return<TItem>(ref TItem[] array)
    {
        if (array.Length > 0)
        {
            ArrayPool<TItem>.Shared.Return(
                array,
                RuntimeHelpers.IsReferenceOrContainsReferences<TItem>()
            );
            array = [];
        }
    }
}
