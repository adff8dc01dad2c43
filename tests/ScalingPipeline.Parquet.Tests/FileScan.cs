namespace ScalingPipeline.Parquet.Tests;

/// <summary>Reads all there is in a file, by every way the library offers, and counts what it saw.</summary>
internal static class FileScan
{
    public static long Read(IByteSource source, string name = "sample.parquet")
    {
        using var file = ParquetFile.Open(source, name);
        return Read(file);
    }

    public static long Read(ParquetFile file)
    {
        var seen = 0L;
        for (var group = 0; group < file.RowGroups.Count; group++)
        {
            foreach (var column in file.Schema.Columns)
            {
                seen += column.PhysicalType switch
                {
                    PhysicalType.Boolean => Read<bool>(file, group, column),
                    PhysicalType.Int32 => Read<int>(file, group, column)
                        + Read<long>(file, group, column),
                    PhysicalType.Int64 => Read<long>(file, group, column),
                    PhysicalType.Float => Read<float>(file, group, column),
                    PhysicalType.Double => Read<double>(file, group, column),
                    _ => Read<byte[]>(file, group, column),
                };
            }
        }

        return seen + file.ReadRows().Sum(row => row.Length);
    }

    private static long Read<T>(ParquetFile file, int group, ParquetColumn column)
    {
        var seen = 0L;
        if (column.IsList)
        {
            using var lists = file.OpenList<T>(group, column);
            while (lists.Read(7))
            {
                seen += lists.Elements.Length;
            }
        }
        else if (column.MaxRepetitionLevel == 0)
        {
            using var reader = file.OpenColumn<T>(group, column);
            var values = new T[100];
            var isNull = new bool[100];
            for (int read; (read = reader.Read(values, isNull, out _)) > 0; )
            {
                seen += read;
            }
        }

        return seen;
    }
}
