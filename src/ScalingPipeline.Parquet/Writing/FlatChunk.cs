using System.Buffers;
using System.Runtime.CompilerServices;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>Writes a flat column of a row group.</summary>
internal static class FlatChunk
{
    public static WrittenChunk Write<T>(
        PageSink sink,
        PooledBuffer page,
        OutputColumn column,
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> isNull,
        int valuesPerPage
    )
    {
        var nulls = isNull.Count(true);
        if (nulls > 0 && !column.IsNullable)
        {
            throw new ArgumentException(
                $"Column {column.Name} was given {nulls} nulls but is not nullable.",
                nameof(isNull)
            );
        }

        var present = nulls > 0 ? ArrayPool<T>.Shared.Rent(values.Length) : [];
        var levels = ArrayPool<byte>.Shared.Rent(valuesPerPage);
        try
        {
            var chunk = new ChunkWriter<T>(
                sink,
                page,
                column,
                nulls > 0 ? Compact(values, isNull, present) : values
            );
            for (var row = 0; row < values.Length; row += valuesPerPage)
            {
                var rows = Math.Min(valuesPerPage, values.Length - row);
                var definitions = levels.AsSpan(0, rows);
                definitions.Fill(1);
                if (nulls > 0)
                {
                    Mark(isNull.Slice(row, rows), definitions);
                }

                chunk.WritePage([], definitions, rows, rows);
            }

            return chunk.Finish();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(levels);
            if (present.Length > 0)
            {
                ArrayPool<T>.Shared.Return(
                    present,
                    RuntimeHelpers.IsReferenceOrContainsReferences<T>()
                );
            }
        }
    }

    public static ReadOnlySpan<T> Compact<T>(
        ReadOnlySpan<T> values,
        ReadOnlySpan<bool> isNull,
        T[] into
    )
    {
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!isNull[i])
            {
                into[count++] = values[i];
            }
        }

        return into.AsSpan(0, count);
    }

    private static void Mark(ReadOnlySpan<bool> isNull, Span<byte> definitions)
    {
        for (var i = 0; i < isNull.Length; i++)
        {
            definitions[i] = isNull[i] ? (byte)0 : (byte)1;
        }
    }
}
