using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Pruning;

/// <summary>Reads parquet.thrift's <c>ColumnIndex</c> into the statistics of each page.</summary>
internal static class PageStatistics
{
    public static ColumnStatistics[]? Read(ReadOnlySpan<byte> index, int pages)
    {
        var reader = new CompactReader(index);
        bool[]? areNull = null;
        byte[][]? minima = null;
        byte[][]? maxima = null;
        long[]? nullCounts = null;
        var id = 0;
        while (reader.NextField(ref id, out var type))
        {
            switch (id)
            {
                case 1:
                    areNull = Booleans(ref reader, type);
                    break;
                case 2:
                    minima = Bounds(ref reader, type);
                    break;
                case 3:
                    maxima = Bounds(ref reader, type);
                    break;
                case 5:
                    nullCounts = Numbers(ref reader, type);
                    break;
                default:
                    reader.Skip(type);
                    break;
            }
        }

        return
            areNull?.Length == pages
            && minima?.Length == pages
            && maxima?.Length == pages
            && (nullCounts is null || nullCounts.Length == pages)
            ?
            [
                .. Enumerable
                    .Range(0, pages)
                    .Select(page => new ColumnStatistics(
                        areNull[page] ? null : minima[page],
                        areNull[page] ? null : maxima[page],
                        nullCounts?[page],
                        null
                    )
                    {
                        // parquet-mr also marks so pages of which it knows nothing, with no null counted.
                        IsAllNull = areNull[page] && nullCounts?[page] > 0,
                    }),
            ]
            : null;
    }

    private static bool[] Booleans(ref CompactReader reader, CompactType type)
    {
        var values = new bool[reader.ReadList(type, out var elementType)];
        foreach (ref var value in values.AsSpan())
        {
            value = reader.ReadBooleanElement(elementType);
        }

        return values;
    }

    private static byte[][] Bounds(ref CompactReader reader, CompactType type)
    {
        var values = new byte[reader.ReadList(type, out var elementType)][];
        foreach (ref var value in values.AsSpan())
        {
            value = reader.ReadBinary(elementType).ToArray();
        }

        return values;
    }

    private static long[] Numbers(ref CompactReader reader, CompactType type)
    {
        var values = new long[reader.ReadList(type, out var elementType)];
        foreach (ref var value in values.AsSpan())
        {
            value = reader.ReadInt64(elementType);
        }

        return values;
    }
}
