using System.Buffers.Binary;
using ScalingPipeline.Parquet.Writing;

namespace ScalingPipeline.Parquet;

/// <summary>
/// Writes a Parquet file, column by column within row groups. Same input, same bytes. A file is whole only after <see cref="Finish"/>;
/// disposing before leaves a stream half-written and no file at all.
/// </summary>
public sealed class ParquetWriter : IDisposable
{
    private readonly IReadOnlyList<OutputColumn> _columns;
    private readonly ParquetWriterOptions _options;
    private readonly PageSink _sink;
    private readonly PooledBuffer _page = new();
    private readonly List<WrittenRowGroup> _groups = [];
    private readonly AtomicFile? _file;
    private bool _isFinished;

    /// <summary>Writes to a stream, which need not seek and is not closed.</summary>
    public ParquetWriter(
        Stream stream,
        IReadOnlyList<OutputColumn> columns,
        ParquetWriterOptions? options = null
    )
        : this(stream, null, columns, options) { }

    private ParquetWriter(
        Stream stream,
        AtomicFile? file,
        IReadOnlyList<OutputColumn> columns,
        ParquetWriterOptions? options
    )
    {
        _file = file;
        _options = options ?? new ParquetWriterOptions();
        ParquetWriterOptions.Validate(_options);
        _columns = Validated(columns);
        _sink = new PageSink(stream, _options);
        _sink.WriteRaw("PAR1"u8);
    }

    private WrittenRowGroup? Open =>
        _groups.Count > 0 && _groups[^1].Chunks.Count < _columns.Count ? _groups[^1] : null;

    /// <summary>Writes to a file, which appears, or is replaced, only on <see cref="Finish"/>.</summary>
    public static ParquetWriter CreateFile(
        string path,
        IReadOnlyList<OutputColumn> columns,
        ParquetWriterOptions? options = null
    )
    {
        var file = new AtomicFile(path);
        try
        {
            return new ParquetWriter(file.Stream, file, columns, options);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Begins a row group; then each column is written once, in order, which ends it.</summary>
    public void BeginRowGroup(int rowCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (Open is { } open)
        {
            throw new InvalidOperationException(
                $"Column {_columns[open.Chunks.Count].Name} of the row group before has not been written."
            );
        }

        _groups.Add(new WrittenRowGroup(rowCount, []));
    }

    /// <summary>Writes the next column, flat, one value a row, given as <see cref="OutputColumn"/> says.</summary>
    /// <param name="values">A value for each row; what stands at a null is ignored.</param>
    /// <param name="isNull">Which rows are null; may be empty if none is. A null reference is null as well.</param>
    public void Write<T>(ReadOnlySpan<T> values, ReadOnlySpan<bool> isNull = default)
    {
        var column = Next<T>(isList: false);
        RequireLength(values.Length, Open!.RowCount, column, "values");
        var nulls = NullMarks.Of(values, isNull);
        if (nulls.Length > 0)
        {
            RequireLength(nulls.Length, values.Length, column, "null marks");
        }

        Open.Chunks.Add(
            OutputTypes.Convert(column, values, nulls) switch
            {
                int[] stored => Flat<int>(column, stored, nulls),
                long[] stored => Flat<long>(column, stored, nulls),
                byte[][] stored => Flat<byte[]>(column, stored, nulls),
                _ => FlatAsStored(column, values, nulls),
            }
        );
    }

    /// <summary>Writes the next column, lists, as <see cref="ListReader{T}"/> reads them.</summary>
    /// <param name="lengths">For each row the number of its elements, or <see cref="ListReader{T}.NullList"/>.</param>
    /// <param name="elements">The elements of all rows, one row after the other.</param>
    /// <param name="elementIsNull">Which elements are null; may be empty if none is. A null reference is null as well.</param>
    public void WriteLists<T>(
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<T> elements,
        ReadOnlySpan<bool> elementIsNull = default
    )
    {
        var column = Next<T>(isList: true);
        RequireLength(lengths.Length, Open!.RowCount, column, "list lengths");
        var nulls = NullMarks.Of(elements, elementIsNull);
        if (nulls.Length > 0)
        {
            RequireLength(nulls.Length, elements.Length, column, "null marks");
        }

        Open.Chunks.Add(
            OutputTypes.Convert(column, elements, nulls) switch
            {
                int[] stored => Lists<int>(column, lengths, stored, nulls),
                long[] stored => Lists<long>(column, lengths, stored, nulls),
                byte[][] stored => Lists<byte[]>(column, lengths, stored, nulls),
                _ => ListsAsStored(column, lengths, elements, nulls),
            }
        );
    }

    /// <summary>Writes the footer and, for a file, gives it its name.</summary>
    public void Finish()
    {
        ObjectDisposedException.ThrowIf(_isFinished, this);
        if (Open is { } open)
        {
            throw new InvalidOperationException(
                $"Column {_columns[open.Chunks.Count].Name} of the last row group has not been written."
            );
        }

        if (_options.PageIndex)
        {
            PageIndexWriter.Write(_sink, _page, _groups);
        }

        _page.Clear();
        FooterWriter.Write(_page, _columns, _groups, _options.KeyValueMetadata);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, _page.Length);
        _sink.WriteRaw(_page.Written);
        _sink.WriteRaw(length);
        _sink.WriteRaw("PAR1"u8);
        _isFinished = true;
        _file?.Complete();
    }

    public void Dispose()
    {
        _sink.Dispose();
        _page.Dispose();
        _file?.Dispose();
    }

    private WrittenChunk FlatAsStored<T>(
        OutputColumn column,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> isNull
    ) =>
        typeof(T) == typeof(uint) ? Flat(column, Reinterpret.As<T, int>(values), isNull)
        : typeof(T) == typeof(ulong) ? Flat(column, Reinterpret.As<T, long>(values), isNull)
        : Flat(column, values, isNull);

    private WrittenChunk ListsAsStored<T>(
        OutputColumn column,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<T> elements,
        ReadOnlySpan<bool> isNull
    ) =>
        typeof(T) == typeof(uint) ? Lists(column, lengths, Reinterpret.As<T, int>(elements), isNull)
        : typeof(T) == typeof(ulong)
            ? Lists(column, lengths, Reinterpret.As<T, long>(elements), isNull)
        : Lists(column, lengths, elements, isNull);

    private WrittenChunk Flat<T>(
        OutputColumn column,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> isNull
    ) => FlatChunk.Write(_sink, _page, column, values, isNull, _options.ValuesPerPage);

    private WrittenChunk Lists<T>(
        OutputColumn column,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<T> elements,
        ReadOnlySpan<bool> isNull
    ) => ListChunk.Write(_sink, _page, column, lengths, elements, isNull, _options.ValuesPerPage);

    private OutputColumn Next<T>(bool isList)
    {
        var open =
            Open ?? throw new InvalidOperationException("No row group is open: begin one first.");
        var column = _columns[open.Chunks.Count];
        if (column.IsList != isList || !OutputTypes.Accepts<T>(column))
        {
            throw new ArgumentException(
                $"The next column, {column.Name}, is {(column.IsList ? "a list of " : "")}{column.PhysicalType} ({column.LogicalType.Kind}), not {(isList ? "a list of " : "")}{typeof(T).Name}.",
                nameof(isList)
            );
        }

        return column;
    }

    private static void RequireLength(int actual, int expected, OutputColumn column, string what)
    {
        if (actual != expected)
        {
            throw new ArgumentException(
                $"Column {column.Name} was given {actual} {what} where {expected} belong.",
                nameof(column)
            );
        }
    }

    private static IReadOnlyList<OutputColumn> Validated(IReadOnlyList<OutputColumn> columns)
    {
        var repeated = columns
            .GroupBy(column => column.Name, StringComparer.Ordinal)
            .FirstOrDefault(same => same.Skip(1).Any());
        if (columns.Count == 0 || repeated is not null)
        {
            throw new ArgumentException(
                repeated is null
                    ? "A file needs at least one column."
                    : $"Two columns are called {repeated.Key}.",
                nameof(columns)
            );
        }

        return columns;
    }
}
