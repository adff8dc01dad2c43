namespace ScalingPipeline.Parquet.Tests;

/// <summary>Writes and reads whole columns, for tests that compare the two.</summary>
internal static class Columns
{
    public static T?[] ReadNullable<T>(ParquetFile file, string name, int batch = 61)
        where T : struct
    {
        var column = file.Column(name)!;
        var all = new List<T?>();
        var values = new T[batch];
        var isNull = new bool[batch];
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            using var reader = file.OpenColumn<T>(group, column);
            for (int read; (read = reader.Read(values, isNull, out var nulls)) > 0; )
            {
                Assert.Equal(nulls, nulls > 0 ? isNull.AsSpan(0, read).Count(true) : 0);
                for (var i = 0; i < read; i++)
                {
                    all.Add(nulls > 0 && isNull[i] ? null : values[i]);
                }
            }
        }

        Assert.Equal(all, ReadBatches<T>(file, column, batch));
        return [.. all];
    }

    private static List<T?> ReadBatches<T>(ParquetFile file, ParquetColumn column, int batch)
        where T : struct
    {
        var all = new List<T?>();
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            using var reader = file.OpenColumn<T>(group, column);
            while (reader.ReadBatch(batch, out var isNull) is { IsEmpty: false } values)
            {
                for (var i = 0; i < values.Length; i++)
                {
                    all.Add(!isNull.IsEmpty && isNull[i] ? null : values[i]);
                }
            }
        }

        return all;
    }

    public static float?[]?[] ReadLists(
        ParquetFile file,
        string name,
        int batch = 5,
        IReadOnlyList<RowRange>? rows = null
    )
    {
        var column = file.Column(name)!;
        var all = new List<float?[]?>();
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            using var reader = file.OpenList<float>(group, column, rows);
            while (reader.Read(batch))
            {
                var at = 0;
                foreach (var length in reader.Lengths)
                {
                    if (length == ListReader<float>.NullList)
                    {
                        all.Add(null);
                        continue;
                    }

                    var list = new float?[length];
                    for (var i = 0; i < length; i++, at++)
                    {
                        var isNull = reader.ElementIsNull.Length > 0 && reader.ElementIsNull[at];
                        list[i] = isNull ? null : reader.Elements[at];
                    }

                    all.Add(list);
                }
            }
        }

        return [.. all];
    }

    public static void Write<T>(ParquetWriter writer, IReadOnlyList<T?> values)
        where T : struct =>
        writer.Write<T>(
            [.. values.Select(value => value.GetValueOrDefault())],
            [.. values.Select(value => value is null)]
        );

    public static void WriteLists(ParquetWriter writer, IReadOnlyList<float?[]?> lists)
    {
        var elements = lists.SelectMany(list => list ?? []).ToArray();
        writer.WriteLists(
            [.. lists.Select(list => list?.Length ?? ListReader<float>.NullList)],
            [.. elements.Select(element => element.GetValueOrDefault())],
            [.. elements.Select(element => element is null)]
        );
    }

    public static ParquetFile InMemory(
        IReadOnlyList<OutputColumn> columns,
        ParquetWriterOptions? options,
        Action<ParquetWriter> write
    ) => ParquetFile.Open(new MemoryByteSource(Bytes(columns, options, write)), "memory");

    public static byte[] Bytes(
        IReadOnlyList<OutputColumn> columns,
        ParquetWriterOptions? options,
        Action<ParquetWriter> write
    )
    {
        using var stream = new MemoryStream();
        using var writer = new ParquetWriter(stream, columns, options);
        write(writer);
        writer.Finish();
        return stream.ToArray();
    }
}
