using System.Buffers;
using System.Runtime.CompilerServices;
using ScalingPipeline.Parquet.Reading;

namespace ScalingPipeline.Parquet;

/// <summary>
/// Reads a flat column of one row group front to back into the caller's memory. Not for use by several threads at once; several readers of
/// one file are.
/// </summary>
/// <typeparam name="T">
/// The stored type (<c>bool</c>, <c>int</c>, <c>long</c>, <c>float</c>, <c>double</c>; byte arrays of whatever length as <c>byte[]</c> or, as UTF-8,
/// <c>string</c>), a wider one (<c>long</c> for INT32, <c>double</c> for FLOAT), or by the logical type <c>uint</c>, <c>ulong</c>, <c>decimal</c> (of at
/// most 28 digits), <c>Guid</c>, <c>Half</c> or its wider types; INT96 as <c>long</c>, nanoseconds since 1970-01-01.
/// </typeparam>
public sealed class ColumnReader<T> : IDisposable
{
    private const int LevelBatch = 1024;

    private readonly ChunkPages _pages;
    private readonly PageValues<T> _values;
    private readonly int _presentLevel;
    private byte[] _levels = [];
    private readonly RowSelection? _selection;
    private int _left;
    private long _row;
    private T[] _batch = [];
    private bool[] _batchIsNull = [];

    internal ColumnReader(ChunkSource chunk)
    {
        _presentLevel = chunk.Column.MaxDefinitionLevel;
        _values = new PageValues<T>(chunk.Column);
        _pages = new ChunkPages(chunk, _values);
        _selection = chunk.Rows is { } rows ? new RowSelection(rows) : null;
    }

    /// <summary>
    /// Reads the next rows: as many as <paramref name="values"/> holds, fewer only at the end of the row group, 0 after it.
    /// </summary>
    /// <param name="values">Receives the values; a null leaves <c>default</c>.</param>
    /// <param name="isNull">
    /// At least as long as <paramref name="values"/>, or empty if the column is not nullable. Written, for all rows read, only if
    /// <paramref name="nullCount"/> is not 0.
    /// </param>
    /// <param name="nullCount">How many of the rows read are null.</param>
    /// <exception cref="ParquetException">The file is damaged or uses something this reader does not do.</exception>
    public int Read(Span<T> values, Span<bool> isNull, out int nullCount)
    {
        if (_presentLevel > 0 && isNull.Length < values.Length)
        {
            throw new ArgumentException(
                "A nullable column needs as many null marks as values.",
                nameof(isNull)
            );
        }

        var read = 0;
        nullCount = 0;
        try
        {
            while (read < values.Length && NextPage())
            {
                var wanted = Math.Min(_left, values.Length - read);
                if (_selection is not null && !Select(ref wanted))
                {
                    break;
                }

                if (wanted == 0)
                {
                    continue;
                }

                var batch = values.Slice(read, wanted);
                if (_presentLevel == 0)
                {
                    _values.Read(batch);
                }
                else
                {
                    batch = batch[..ReadOptional(batch, isNull, read, ref nullCount)];
                }

                _left -= batch.Length;
                _row += batch.Length;
                read += batch.Length;
            }
        }
        catch (FormatFault fault)
        {
            throw _pages.Place.Blame(fault);
        }

        return read;
    }

    /// <summary>
    /// Reads the next rows and lays them open: where they lie in the page if they lie there as they are, else in memory that is used again. Both
    /// spans are valid until the next call.
    /// </summary>
    /// <param name="rows">How many; fewer come only at the end of the row group, none after it.</param>
    /// <param name="isNull">Which rows are null, their value being <c>default</c>; empty if none is.</param>
    /// <exception cref="ParquetException">The file is damaged or uses something this reader does not do.</exception>
    public ReadOnlySpan<T> ReadBatch(int rows, out ReadOnlySpan<bool> isNull)
    {
        isNull = [];
        if (TryTake(rows, out var inPage))
        {
            return inPage;
        }

        if (_batch.Length < rows)
        {
            Return();
            _batch = ArrayPool<T>.Shared.Rent(rows);
            _batchIsNull = _presentLevel > 0 ? ArrayPool<bool>.Shared.Rent(rows) : [];
        }

        var read = Read(_batch.AsSpan(0, rows), _batchIsNull, out var nulls);
        if (nulls > 0)
        {
            isNull = _batchIsNull.AsSpan(0, read);
        }

        return _batch.AsSpan(0, read);
    }

    public void Dispose()
    {
        _pages.Dispose();
        _values.Dispose();
        Return();
    }

    private void Return()
    {
        if (_batch.Length > 0)
        {
            ArrayPool<T>.Shared.Return(_batch, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            _batch = [];
        }

        if (_levels.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_levels);
            _levels = [];
        }

        if (_batchIsNull.Length > 0)
        {
            ArrayPool<bool>.Shared.Return(_batchIsNull);
            _batchIsNull = [];
        }
    }

    private bool TryTake(int rows, out ReadOnlySpan<T> values)
    {
        values = [];
        try
        {
            if (
                _selection is not null
                || !NextPage()
                || _left < rows
                || !_values.LieOpen
                || (_presentLevel > 0 && !_pages.Definitions.TryTakeRepeated(rows, _presentLevel))
            )
            {
                return false;
            }

            values = _values.Take(rows);
            _left -= rows;
            return true;
        }
        catch (FormatFault fault)
        {
            throw _pages.Place.Blame(fault);
        }
    }

    private bool NextPage()
    {
        if (_left > 0)
        {
            return true;
        }

        if (!_pages.MoveNext())
        {
            return false;
        }

        _left = _pages.ValueCount;
        _row = _pages.Plan?.FirstRow ?? _row;
        return true;
    }

    // Passes over rows of the page at hand that are not wanted, then says how many are; false behind the last.
    private bool Select(ref int wanted)
    {
        if (_selection!.At(_row) is not { } rows)
        {
            return false;
        }

        if (rows.Skip == 0)
        {
            wanted = (int)Math.Min(wanted, rows.Take);
            return true;
        }

        PassOver((int)Math.Min(rows.Skip, _left));
        wanted = 0;
        return true;
    }

    private void PassOver(int rows)
    {
        _row += rows;
        _left -= rows;
        var values = new T[Math.Min(rows, LevelBatch)];
        var isNull = new bool[_presentLevel > 0 ? values.Length : 0];
        while (rows > 0)
        {
            var batch = values.AsSpan(0, Math.Min(rows, values.Length));
            var nulls = 0;
            if (_presentLevel == 0)
            {
                _values.Read(batch);
            }
            else
            {
                batch = batch[..ReadOptional(batch, isNull, 0, ref nulls)];
            }

            rows -= batch.Length;
        }
    }

    private int ReadOptional(Span<T> batch, Span<bool> isNull, int read, ref int nullCount)
    {
        var least = Math.Min(LevelBatch, batch.Length);
        var taken = _pages.Definitions.TakeRepeated(batch.Length, least, out var level);
        if (taken > 0)
        {
            batch = batch[..taken];
            if (level == _presentLevel)
            {
                _values.Read(batch);
                MarkPresent(isNull.Slice(read, taken), nullCount);
                return taken;
            }

            CheckLevel(level);
            MarkEarlier(isNull, read, nullCount);
            batch.Clear();
            isNull.Slice(read, taken).Fill(true);
            nullCount += taken;
            return taken;
        }

        taken = least;
        batch = batch[..taken];
        if (_levels.Length == 0)
        {
            _levels = ArrayPool<byte>.Shared.Rent(LevelBatch);
        }

        var levels = _levels.AsSpan(0, taken);
        _pages.Definitions.Read(levels);
        var present = levels.Count((byte)_presentLevel);
        if (present == taken)
        {
            _values.Read(batch);
            MarkPresent(isNull.Slice(read, taken), nullCount);
            return taken;
        }

        MarkEarlier(isNull, read, nullCount);
        nullCount += taken - present;
        _values.Read(batch[..present]);
        Spread(batch, isNull.Slice(read, taken), levels, present);
        return taken;
    }

    // From the back, so that no value is overwritten before it has moved: the values between two nulls move together.
    private void Spread(Span<T> batch, Span<bool> isNull, ReadOnlySpan<byte> levels, int present)
    {
        isNull.Clear();
        for (var end = levels.Length; end > 0; )
        {
            var last = levels[..end].LastIndexOfAnyExcept((byte)_presentLevel);
            var run = end - last - 1;
            present -= run;
            batch.Slice(present, run).CopyTo(batch[(last + 1)..]);
            if (last >= 0)
            {
                CheckLevel(levels[last]);
                batch[last] = default!;
                isNull[last] = true;
            }

            end = last;
        }
    }

    private void CheckLevel(int level)
    {
        if (level > _presentLevel)
        {
            FormatFault.Corrupt($"a definition level of {level} is above {_presentLevel}");
        }
    }

    private static void MarkPresent(Span<bool> isNull, int nullCount)
    {
        if (nullCount > 0)
        {
            isNull.Clear();
        }
    }

    private static void MarkEarlier(Span<bool> isNull, int read, int nullCount)
    {
        if (nullCount == 0)
        {
            isNull[..read].Clear();
        }
    }
}
