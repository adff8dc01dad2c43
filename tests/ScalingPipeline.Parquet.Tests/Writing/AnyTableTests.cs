using FsCheck;
using FsCheck.Fluent;

namespace ScalingPipeline.Parquet.Tests.Writing;

/// <summary>Any values of any type, flat and in lists, with any encoding and codec, come back as they were written.</summary>
public sealed class AnyTableTests
{
    private static readonly CompressionCodec[] _codecs =
    [
        .. Codecs.Written.Select(row => row.Data),
    ];

    private static readonly OutputEncoding[] _encodings = Enum.GetValues<OutputEncoding>();

    [Fact]
    public void Int32() => Holds<int>((n, e) => OutputColumn.Int32(n, true, e));

    [Fact]
    public void UInt32() => Holds<uint>((n, e) => OutputColumn.UInt32(n, true, e));

    [Fact]
    public void Int64() => Holds<long>((n, e) => OutputColumn.Int64(n, true, e));

    [Fact]
    public void UInt64() => Holds<ulong>((n, e) => OutputColumn.UInt64(n, true, e));

    [Fact]
    public void Floats() => Holds<float>((n, e) => OutputColumn.Float(n, true, e));

    [Fact]
    public void Doubles() => Holds<double>((n, e) => OutputColumn.Double(n, true, e));

    [Fact]
    public void Booleans() => Holds<bool>((n, _) => OutputColumn.Boolean(n, true));

    [Fact]
    public void Halves() =>
        Holds<Half>(
            (n, e) => OutputColumn.Float16(n, true, e),
            ArbMap.Default.GeneratorFor<float>().Select(x => (Half)x)
        );

    [Fact]
    public void Identifiers() => Holds<Guid>((n, e) => OutputColumn.Uuid(n, true, e));

    [Theory]
    [InlineData(9)]
    [InlineData(18)]
    [InlineData(28)]
    public void Decimals(int precision) =>
        Holds<decimal>(
            (n, e) => OutputColumn.Decimal(n, precision, 3, true, e),
            ArbMap
                .Default.GeneratorFor<decimal>()
                .Select(x => decimal.Round(x % (decimal)Math.Pow(10, precision - 4), 3))
        );

    [Fact]
    public void Texts() =>
        Holds<string>(
            (n, e) => OutputColumn.Text(n, true, e),
            // A lone surrogate has no UTF-8 form.
            ArbMap
                .Default.GeneratorFor<string>()
                .Select(text => text is null ? "" : string.Concat(text.EnumerateRunes()))
        );

    [Fact]
    public void Bytes() =>
        Holds<byte[]>(
            (n, e) => OutputColumn.Binary(n, true, e),
            ArbMap.Default.GeneratorFor<byte[]>().Select(bytes => bytes ?? [])
        );

    [Fact]
    public void BytesOfOneLength() =>
        Holds<byte[]>(
            (n, e) => OutputColumn.FixedBinary(n, 4, true, e),
            ArbMap.Default.GeneratorFor<int>().Select(BitConverter.GetBytes)
        );

    private static void Holds<T>(
        Func<string, OutputEncoding, OutputColumn> column,
        Gen<T>? values = null
    )
    {
        values ??= ArbMap.Default.GeneratorFor<T>();
        var cells = values.Zip(
            Gen.Choose(0, 4),
            (value, mark) => (Value: value, IsNull: mark == 0)
        );
        var lists = cells.ArrayOf().Zip(Gen.Choose(0, 6), (list, mark) => mark == 0 ? null : list);
        var tables = cells.ArrayOf().Zip(lists.ArrayOf(), (flat, nested) => (flat, nested));
        Prop.ForAll(
                tables.ToArbitrary(),
                Gen.Choose(0, _codecs.Length - 1).ToArbitrary(),
                (table, codec) => Check(column, _codecs[codec], table.flat, table.nested)
            )
            .Check(
                Config
                    .QuickThrowOnFailure.WithMaxTest(60)
                    .WithEndSize(60)
                    .WithReplay(20240917, 7919)
            );
    }

    private static void Check<T>(
        Func<string, OutputEncoding, OutputColumn> make,
        CompressionCodec codec,
        (T Value, bool IsNull)[] flat,
        (T Value, bool IsNull)[]?[] lists
    )
    {
        var columns = _encodings
            .Select(encoding => TryMake(make, encoding))
            .OfType<OutputColumn>()
            .SelectMany(column =>
                (OutputColumn[])
                    [
                        column,
                        OutputColumn.ListOf(make($"{column.Name} list", column.Encoding), true),
                    ]
            )
            .ToArray();
        using var file = Columns.InMemory(
            columns,
            new ParquetWriterOptions { Codec = codec, ValuesPerPage = 11 },
            writer =>
            {
                Write(writer, columns, flat, [], isList: false);
                Write(writer, columns, [], lists, isList: true);
            }
        );
        foreach (var column in columns)
        {
            if (column.IsList)
            {
                Assert.Equal(
                    lists.Select(list => list?.Select(Cell).ToArray()),
                    ReadLists<T>(file, column.Name)
                );
            }
            else
            {
                Assert.Equal(flat.Select(Cell), ReadFlat<T>(file, column.Name));
            }
        }
    }

    // Row group 0 holds the flat values, and lists that are null; row group 1 the reverse.
    private static void Write<T>(
        ParquetWriter writer,
        OutputColumn[] columns,
        (T Value, bool IsNull)[] flat,
        (T Value, bool IsNull)[]?[] lists,
        bool isList
    )
    {
        var rows = isList ? lists.Length : flat.Length;
        writer.BeginRowGroup(rows);
        foreach (var column in columns)
        {
            if (!column.IsList)
            {
                writer.Write<T>(
                    isList ? new T[rows] : [.. flat.Select(cell => cell.Value)],
                    isList
                        ? [.. Enumerable.Repeat(true, rows)]
                        : [.. flat.Select(cell => cell.IsNull)]
                );
            }
            else
            {
                var elements = lists.SelectMany(list => list ?? []).ToArray();
                writer.WriteLists<T>(
                    isList
                        ? [.. lists.Select(list => list?.Length ?? -1)]
                        : [.. Enumerable.Repeat(-1, rows)],
                    [.. elements.Select(cell => cell.Value)],
                    [.. elements.Select(cell => cell.IsNull)]
                );
            }
        }
    }

    private static OutputColumn? TryMake(
        Func<string, OutputEncoding, OutputColumn> make,
        OutputEncoding encoding
    )
    {
        try
        {
            return make($"{encoding}", encoding);
        }
        catch (ArgumentException)
        {
            // No encoding for this type.
            return null;
        }
    }

    private static List<object?> ReadFlat<T>(ParquetFile file, string name)
    {
        using var reader = file.OpenColumn<T>(0, file.Column(name)!);
        var (all, values, isNull) = (new List<object?>(), new T[7], new bool[7]);
        for (int read; (read = reader.Read(values, isNull, out var nulls)) > 0; )
        {
            all.AddRange(
                Enumerable
                    .Range(0, read)
                    .Select(i => nulls > 0 && isNull[i] ? null : Bits(values[i]))
            );
        }

        return all;
    }

    private static List<object?[]?> ReadLists<T>(ParquetFile file, string name)
    {
        using var reader = file.OpenList<T>(1, file.Column(name)!);
        var all = new List<object?[]?>();
        while (reader.Read(3))
        {
            var at = 0;
            foreach (var length in reader.Lengths)
            {
                if (length < 0)
                {
                    all.Add(null);
                    continue;
                }

                var list = new object?[length];
                for (var i = 0; i < length; i++, at++)
                {
                    var isNull = reader.ElementIsNull.Length > 0 && reader.ElementIsNull[at];
                    list[i] = isNull ? null : Bits(reader.Elements[at]);
                }

                all.Add(list);
            }
        }

        return all;
    }

    private static object? Cell<T>((T Value, bool IsNull) cell) =>
        cell.IsNull ? null : Bits(cell.Value);

    // Bit by bit: every NaN, and either zero.
    private static object? Bits<T>(T value) =>
        value switch
        {
            float x => BitConverter.SingleToUInt32Bits(x),
            double x => BitConverter.DoubleToUInt64Bits(x),
            Half x => BitConverter.HalfToUInt16Bits(x),
            byte[] x => Convert.ToHexString(x),
            _ => value,
        };
}
