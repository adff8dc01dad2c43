namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Reads a file by every way the library offers, up to a number of values: a few bytes may honestly stand for very many.</summary>
internal static class Scan
{
    private const int Batch = 64;
    private const int MostBatches = 64;
    private const int MostRowGroups = 4;
    private const int MostColumns = 64;

    private static readonly ParquetReadOptions _options = new() { MaximumPageBytes = 1 << 20 };

    /// <summary>Whether nothing of it was refused.</summary>
    /// <exception cref="ParquetException">The file was refused.</exception>
    public static bool Read(byte[] bytes)
    {
        var isWhole = true;
        using var file = ParquetFile.Open(new MemoryByteSource(bytes), "fuzz", _options);
        for (var group = 0; group < Math.Min(file.RowGroups.Count, MostRowGroups); group++)
        {
            foreach (var column in file.Schema.Columns.Take(MostColumns))
            {
                // A column that is refused hides none of the others.
                isWhole &= Attempt(() => Column(file, group, column));
            }
        }

        foreach (var row in file.ReadRows().Take(Batch * MostBatches))
        {
            foreach (var cell in row)
            {
                _ = CellText.Format(cell);
            }
        }

        return isWhole;
    }

    private static bool Attempt(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ParquetException)
        {
            return false;
        }
    }

    private static void Column(ParquetFile file, int group, ParquetColumn column)
    {
        // By their meaning, where they have one.
        Attempt(() => Rows<uint>(file, group, column, null));
        Attempt(() => Rows<ulong>(file, group, column, null));
        Attempt(() => Rows<decimal>(file, group, column, null));
        Attempt(() => Rows<Half>(file, group, column, null));
        Attempt(() => Rows<Guid>(file, group, column, null));
        Attempt(() => Rows<string>(file, group, column, null));
        switch (column.PhysicalType)
        {
            case PhysicalType.Boolean:
                Values(file, group, column, true);
                break;
            case PhysicalType.Int32:
                Values(file, group, column, 2);
                Values(file, group, column, 2L);
                break;
            case PhysicalType.Int64:
                Values(file, group, column, 2L);
                break;
            case PhysicalType.Float:
                Values(file, group, column, 1f);
                Values(file, group, column, 1d);
                break;
            case PhysicalType.Double:
                Values(file, group, column, 1d);
                break;
            default:
                Values(file, group, column, new byte[] { 116 });
                break;
        }
    }

    private static void Values<T>(ParquetFile file, int group, ParquetColumn column, T wanted)
    {
        Attempt(() => Levels<T>(file, group, column));
        Attempt(() => Rows<T>(file, group, column, null));
        if (Filter(column, wanted) is { } filter)
        {
            Rows<T>(file, group, column, file.SelectRows(group, filter));
        }

        if (file.RowGroups[group].RowCount > 12)
        {
            Rows<T>(file, group, column, [new RowRange(3, 2), new RowRange(11, 1)]);
        }
    }

    private static RowFilter? Filter<T>(ParquetColumn column, T wanted)
    {
        try
        {
            return RowFilter.AtLeast(column, wanted);
        }
        catch (ArgumentException)
        {
            // No order, or another kind of value by its logical type.
            return null;
        }
    }

    private static void Levels<T>(ParquetFile file, int group, ParquetColumn column)
    {
        using var reader = file.OpenLevels<T>(group, column);
        for (var batch = 0; batch < MostBatches && reader.Read(); batch++) { }
    }

    private static void Rows<T>(
        ParquetFile file,
        int group,
        ParquetColumn column,
        IReadOnlyList<RowRange>? rows
    )
    {
        if (column.IsList)
        {
            using var lists = file.OpenList<T>(group, column, rows);
            for (var batch = 0; batch < MostBatches && lists.Read(Batch); batch++) { }
        }
        else if (column.MaxRepetitionLevel == 0)
        {
            using var reader = file.OpenColumn<T>(group, column, rows);
            var (values, isNull) = (new T[Batch], new bool[Batch]);
            for (var batch = 0; batch < MostBatches; batch++)
            {
                if (batch % 2 == 0 && reader.ReadBatch(Batch, out _).Length == 0)
                {
                    break;
                }

                if (batch % 2 == 1 && reader.Read(values, isNull, out _) == 0)
                {
                    break;
                }
            }
        }
    }
}
