using ScalingPipeline.Parquet.Pruning;
using ScalingPipeline.Parquet.Reading;
using ScalingPipeline.Parquet.Rows;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet;

/// <summary>
/// An open Parquet file: its schema, its row groups, and readers of its columns. Its columns may be read by several threads, each with its own
/// reader.
/// </summary>
public sealed class ParquetFile : IDisposable
{
    private readonly IByteSource _source;
    private readonly long _footerOffset;
    private readonly FileMetadata _metadata;
    private readonly ParquetReadOptions _options;

    private ParquetFile(
        IByteSource source,
        string name,
        FileMetadata metadata,
        long footerOffset,
        ParquetReadOptions options
    )
    {
        (_source, Name, _metadata, _footerOffset, _options) = (
            source,
            name,
            metadata,
            footerOffset,
            options
        );
    }

    /// <summary>The name used in error messages.</summary>
    public string Name { get; }

    /// <summary>Bytes of the file.</summary>
    public long Length => _source.Length;

    public ParquetSchema Schema => _metadata.Schema;

    public long RowCount => _metadata.RowCount;

    public IReadOnlyList<RowGroup> RowGroups => _metadata.RowGroups;

    public IReadOnlyDictionary<string, string> KeyValueMetadata => _metadata.KeyValues;

    /// <summary>The program that wrote the file; empty if unknown.</summary>
    public string CreatedBy => _metadata.CreatedBy;

    /// <summary>Opens a local file and reads its footer.</summary>
    /// <exception cref="ParquetException">The file is not finished, encrypted, not Parquet, or damaged.</exception>
    public static ParquetFile Open(string path, ParquetReadOptions? options = null) =>
        Open(new FileByteSource(path), path, options);

    /// <summary>
    /// Opens a file by its bytes, called <paramref name="name"/> in error messages, and reads its footer. The source is disposed with the
    /// file, or at once if opening fails.
    /// </summary>
    /// <inheritdoc cref="Open(string, ParquetReadOptions)"/>
    public static ParquetFile Open(
        IByteSource source,
        string name,
        ParquetReadOptions? options = null
    )
    {
        try
        {
            var (metadata, footerOffset) = FooterLocator.Read(source);
            return new ParquetFile(
                source,
                name,
                metadata,
                footerOffset,
                options ?? ParquetReadOptions.Default
            );
        }
        catch (FormatFault fault)
        {
            source.Dispose();
            throw fault.At(name);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Opens a file from a stream that can seek, called <paramref name="name"/> in error messages; <see cref="StreamByteSource.SpoolAsync"/>
    /// takes one that cannot. The stream is disposed with the file, or at once if opening fails.
    /// </summary>
    /// <inheritdoc cref="Open(string, ParquetReadOptions)"/>
    public static ParquetFile Open(
        Stream stream,
        string name,
        ParquetReadOptions? options = null
    ) => Open(new StreamByteSource(stream), name, options);

    /// <summary>
    /// Says that these columns will be read, so that a source far away (<see cref="IReadAhead"/>) fetches their chunks, and only theirs, ahead.
    /// </summary>
    /// <param name="columns">The columns.</param>
    /// <param name="rowGroups">The row groups; null: all.</param>
    public void ExpectColumns(
        IReadOnlyList<ParquetColumn> columns,
        IReadOnlyList<int>? rowGroups = null
    )
    {
        if (_source is not IReadAhead source)
        {
            return;
        }

        var groups = rowGroups?.Select(group => RowGroups[group]) ?? RowGroups;
        source.Expect([
            .. groups.SelectMany(group =>
                columns
                    .Select(column => group.Columns[column.Index])
                    .Where(chunk => chunk.Place.IsWithin(_footerOffset))
                    .Select(chunk => ChunkPages.RangeOf(chunk, _footerOffset))
            ),
        ]);
    }

    /// <summary>The column of this plain name (<c>loss</c>, <c>losses</c>) or full path (<c>losses.list.element</c>); null when absent.</summary>
    public ParquetColumn? Column(string nameOrPath) => Schema.Find(nameOrPath);

    /// <summary>
    /// Starts reading a flat column of one row group; <see cref="ColumnReader{T}"/> says as which types.
    /// </summary>
    /// <exception cref="ParquetException">The column is a list, or not of this type.</exception>
    public ColumnReader<T> OpenColumn<T>(int rowGroup, ParquetColumn column) =>
        OpenColumn<T>(rowGroup, column, null);

    /// <summary>Starts reading only these rows of a flat column of one row group, ascending ranges; null: all.</summary>
    /// <inheritdoc cref="OpenColumn{T}(int, ParquetColumn)"/>
    public ColumnReader<T> OpenColumn<T>(
        int rowGroup,
        ParquetColumn column,
        IReadOnlyList<RowRange>? rows
    )
    {
        if (column.MaxRepetitionLevel > 0)
        {
            throw Refuse(rowGroup, column, "it is a list, not a flat column");
        }

        return new ColumnReader<T>(Only(rows, Chunk<T>(rowGroup, column)));
    }

    /// <summary>Starts reading a column of lists of one row group; types as for <see cref="ColumnReader{T}"/>.</summary>
    /// <exception cref="ParquetException">The column is not a list, or a list of lists, or not of this type.</exception>
    public ListReader<T> OpenList<T>(int rowGroup, ParquetColumn column) =>
        OpenList<T>(rowGroup, column, null);

    /// <summary>Starts reading only these rows of a column of lists of one row group, ascending ranges; null: all.</summary>
    /// <inheritdoc cref="OpenList{T}(int, ParquetColumn)"/>
    public ListReader<T> OpenList<T>(
        int rowGroup,
        ParquetColumn column,
        IReadOnlyList<RowRange>? rows
    )
    {
        if (column.MaxRepetitionLevel != 1)
        {
            throw Refuse(rowGroup, column, "it is not a list of single values");
        }

        return new ListReader<T>(Only(rows, Chunk<T>(rowGroup, column)));
    }

    /// <summary>
    /// Starts reading any leaf of one row group with its levels: lists of lists, maps and structs; types as for <see cref="ColumnReader{T}"/>.
    /// </summary>
    /// <exception cref="ParquetException">The column is not of this type.</exception>
    public LevelReader<T> OpenLevels<T>(int rowGroup, ParquetColumn column) =>
        new(Chunk<T>(rowGroup, column));

    /// <summary>
    /// The rows of a row group that may meet every filter, as far as its statistics and page index say: ascending ranges, none if no row can.
    /// Reads the page index of the filters' columns, and nothing where the statistics already decide.
    /// </summary>
    public IReadOnlyList<RowRange> SelectRows(int rowGroup, params IReadOnlyList<RowFilter> filters)
    {
        var group = RowGroups[rowGroup];
        if (
            group.RowCount == 0
            || filters.Any(filter =>
                group.Columns[filter.Column.Index] is var chunk
                && !filter.MayMatch(chunk.Statistics, chunk.ValueCount)
            )
        )
        {
            return [];
        }

        List<RowRange> rows = [new RowRange(0, group.RowCount)];
        foreach (var filter in filters)
        {
            rows = RowRanges.Intersect(
                rows,
                PageIndex.Select(Chunk(rowGroup, filter.Column), filter)
            );
        }

        return rows;
    }

    /// <summary>
    /// All rows, one at a time, for people to look at: an array with an object for each of <paramref name="columns"/> (all when null), null
    /// where missing, a list of objects for a list, and by its logical type else (a text too long for a string as bytes). <see cref="CellText"/> prints them. Slow, in constant memory.
    /// </summary>
    /// <exception cref="ParquetException">While enumerating: the file is damaged or uses something this reader does not do.</exception>
    public IEnumerable<object?[]> ReadRows(IReadOnlyList<ParquetColumn>? columns = null) =>
        RowEnumeration.Read(this, columns ?? Schema.Columns);

    public void Dispose() => _source.Dispose();

    internal ChunkSource Chunk(int rowGroup, ParquetColumn column) =>
        new(
            _source,
            _footerOffset,
            Name,
            rowGroup,
            RowGroups[rowGroup].RowCount,
            column,
            RowGroups[rowGroup].Columns[column.Index],
            _options
        );

    private ChunkSource Chunk<T>(int rowGroup, ParquetColumn column) =>
        ColumnDecoders.CanRead<T>(column)
            ? Chunk(rowGroup, column)
            : throw Refuse(
                rowGroup,
                column,
                $"it holds {column.PhysicalType} values, which cannot be read as {typeof(T).Name} without loss"
            );

    private static ChunkSource Only(IReadOnlyList<RowRange>? rows, ChunkSource chunk)
    {
        if (rows is not null)
        {
            RowRanges.Require(rows, chunk.RowCount);
        }

        return chunk with
        {
            Rows = rows,
        };
    }

    private ParquetException Refuse(int rowGroup, ParquetColumn column, string what) =>
        new(
            ParquetErrorKind.Unsupported,
            $"{Name}, row group {rowGroup}, column {column}: {what}."
        );
}
