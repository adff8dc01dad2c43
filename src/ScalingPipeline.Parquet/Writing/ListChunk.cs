using System.Buffers;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes a column of lists of a row group; a page ends only where a list does.</summary>
internal static class ListChunk
{
    // Lists of this length and more take no more bytes as two runs each than bit-packed.
    private const int ShortestRun = 16;

    public static WrittenChunk Write<T>(
        PageSink sink,
        PooledBuffer page,
        OutputColumn column,
        ReadOnlySpan<int> lengths,
        ReadOnlySpan<T> elements,
        ReadOnlySpan<bool> isNull,
        int valuesPerPage
    )
    {
        var (smallest, largest) = Check(column, lengths, elements.Length);
        var nulls = isNull.Count(true);
        if (nulls == 0 && smallest >= ShortestRun)
        {
            return WriteFull(
                new ChunkWriter<T>(sink, page, column, elements),
                lengths,
                valuesPerPage
            );
        }

        var present = nulls > 0 ? ArrayPool<T>.Shared.Rent(elements.Length) : [];
        var capacity = checked(valuesPerPage + largest);
        var definitions = ArrayPool<byte>.Shared.Rent(capacity);
        var repetitions = ArrayPool<byte>.Shared.Rent(capacity);
        try
        {
            var chunk = new ChunkWriter<T>(
                sink,
                page,
                column,
                nulls > 0 ? FlatChunk.Compact(elements, isNull, present) : elements
            );
            var (entries, element, rows) = (0, 0, 0);
            foreach (var length in lengths)
            {
                rows++;
                var count = Math.Max(length, 1);
                var row = definitions.AsSpan(entries, count);
                repetitions.AsSpan(entries, count).Fill(1);
                repetitions[entries] = 0;
                if (length <= 0)
                {
                    row[0] = (byte)(column.MaxDefinitionLevel - (length == 0 ? 2 : 3));
                }
                else
                {
                    row.Fill((byte)column.MaxDefinitionLevel);
                    MarkNulls(nulls > 0 ? isNull.Slice(element, length) : [], row);
                    element += length;
                }

                entries += count;
                if (entries >= valuesPerPage)
                {
                    chunk.WritePage(
                        repetitions.AsSpan(0, entries),
                        definitions.AsSpan(0, entries),
                        entries,
                        rows
                    );
                    (entries, rows) = (0, 0);
                }
            }

            if (entries > 0)
            {
                chunk.WritePage(
                    repetitions.AsSpan(0, entries),
                    definitions.AsSpan(0, entries),
                    entries,
                    rows
                );
            }

            return chunk.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(definitions);
            ArrayPool<byte>.Shared.Return(repetitions);
            if (present.Length > 0)
            {
                ArrayPool<T>.Shared.Return(
                    present,
                    System.Runtime.CompilerServices.RuntimeHelpers.IsReferenceOrContainsReferences<T>()
                );
            }
        }
    }

    private static WrittenChunk WriteFull<T>(
        ChunkWriter<T> chunk,
        ReadOnlySpan<int> lengths,
        int valuesPerPage
    )
    {
        var (first, entries) = (0, 0);
        for (var row = 0; row < lengths.Length; row++)
        {
            entries += lengths[row];
            if (entries >= valuesPerPage || row == lengths.Length - 1)
            {
                chunk.WriteFullLists(lengths[first..(row + 1)], entries);
                (first, entries) = (row + 1, 0);
            }
        }

        return chunk.Finish();
    }

    private static void MarkNulls(ReadOnlySpan<bool> isNull, Span<byte> definitions)
    {
        for (var i = 0; i < isNull.Length; i++)
        {
            definitions[i] -= isNull[i] ? (byte)1 : (byte)0;
        }
    }

    private static (int Smallest, int Largest) Check(
        OutputColumn column,
        ReadOnlySpan<int> lengths,
        int elements
    )
    {
        var (sum, smallest, largest) = (0L, int.MaxValue, 1);
        foreach (var length in lengths)
        {
            if (length < (column.IsNullable ? ListReader<float>.NullList : 0))
            {
                throw new ArgumentException(
                    $"Column {column.Name} was given a list of length {length}.",
                    nameof(lengths)
                );
            }

            sum += Math.Max(length, 0);
            smallest = Math.Min(smallest, length);
            largest = Math.Max(largest, length);
        }

        if (sum != elements)
        {
            throw new ArgumentException(
                $"Column {column.Name} was given {elements} elements where its lengths sum to {sum}.",
                nameof(elements)
            );
        }

        return (smallest, largest);
    }
}
