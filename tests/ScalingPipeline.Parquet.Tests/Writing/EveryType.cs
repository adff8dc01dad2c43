using System.Buffers.Binary;
using System.Text;

namespace ScalingPipeline.Parquet.Tests.Writing;

/// <summary>A table with every type that is written, in every encoding it can have, flat with nulls and as lists.</summary>
internal sealed class EveryType
{
    private static readonly string[] _words =
    [
        "",
        "axis",
        "axle",
        "babble",
        "babyhood",
        "Grüße",
        "日本",
    ];

    private readonly List<(OutputColumn Column, Action<ParquetWriter> Write)> _columns = [];
    private readonly bool[] _isNull;
    private readonly int _rows;

    private EveryType(int rows)
    {
        _rows = rows;
        _isNull = [.. Enumerable.Range(0, rows).Select(i => i % 7 == 3)];
        AddNumbers();
        AddTimes();
        AddBytes();
    }

    /// <summary>The bytes of a file of two row groups.</summary>
    public static byte[] Make(CompressionCodec codec, int rows = 100, int valuesPerPage = 30)
    {
        var table = new EveryType(rows);
        return Columns.Bytes(
            [.. table._columns.Select(column => column.Column)],
            new ParquetWriterOptions { Codec = codec, ValuesPerPage = valuesPerPage },
            writer =>
            {
                for (var group = 0; group < 2; group++)
                {
                    writer.BeginRowGroup(rows);
                    table._columns.ForEach(column => column.Write(writer));
                }
            }
        );
    }

    private void AddNumbers()
    {
        OutputEncoding[] integers =
        [
            OutputEncoding.Plain,
            OutputEncoding.Dictionary,
            OutputEncoding.DeltaBinaryPacked,
        ];
        OutputEncoding[] floats =
        [
            OutputEncoding.Plain,
            OutputEncoding.Dictionary,
            OutputEncoding.ByteStreamSplit,
        ];
        Add(
            "boolean",
            [OutputEncoding.Plain],
            (n, e) => OutputColumn.Boolean(n, true),
            i => i % 3 == 0
        );
        Add("int32", integers, (n, e) => OutputColumn.Int32(n, true, e), i => (i % 11) - 5);
        Add(
            "int64",
            integers,
            (n, e) => OutputColumn.Int64(n, true, e),
            i => (i % 13) * -10_000_000_000L
        );
        Add(
            "uint32",
            integers,
            (n, e) => OutputColumn.UInt32(n, true, e),
            i => uint.MaxValue - (uint)(i % 9)
        );
        Add(
            "uint64",
            integers,
            (n, e) => OutputColumn.UInt64(n, true, e),
            i => ulong.MaxValue - (ulong)(i % 9)
        );
        Add("float", floats, (n, e) => OutputColumn.Float(n, true, e), i => (i % 10) / 3f);
        Add("double", floats, (n, e) => OutputColumn.Double(n, true, e), i => (i % 10) / -7d);
        Add(
            "float16",
            [OutputEncoding.Plain, OutputEncoding.Dictionary],
            (n, e) => OutputColumn.Float16(n, true, e),
            i => (Half)((i % 10) / 4f)
        );
        Add(
            "decimal9",
            integers,
            (n, e) => OutputColumn.Decimal(n, 9, 2, true, e),
            i => (i % 10) - 4.25m
        );
        Add(
            "decimal18",
            integers,
            (n, e) => OutputColumn.Decimal(n, 18, 4, true, e),
            i => ((i % 10) * -1234567.0625m)
        );
        Add(
            "decimal28",
            [OutputEncoding.Plain, OutputEncoding.Dictionary, OutputEncoding.DeltaByteArray],
            (n, e) => OutputColumn.Decimal(n, 28, 3, true, e),
            i => ((i % 5) - 2) * 9999999999999999999999.125m
        );
    }

    private void AddTimes()
    {
        OutputEncoding[] encodings = [OutputEncoding.Plain, OutputEncoding.DeltaBinaryPacked];
        Add(
            "date",
            encodings,
            (n, e) => OutputColumn.Date(n, true, e),
            i => new DateOnly(1969, 12, 25).AddDays(i)
        );
        foreach (
            var unit in (TimeResolution[])
                [
                    TimeResolution.Milliseconds,
                    TimeResolution.Microseconds,
                    TimeResolution.Nanoseconds,
                ]
        )
        {
            var second = (long)Math.Pow(10, 3 * (int)unit);
            Add(
                $"utc_{unit}",
                encodings,
                (n, e) => OutputColumn.Timestamp(n, unit, isUtc: true, true, e),
                i => (1_700_000_000 * second) + (i * second / 4)
            );
            Add(
                $"local_{unit}",
                encodings,
                (n, e) => OutputColumn.Timestamp(n, unit, isUtc: false, true, e),
                i => (-1_000 * second) + (i * second / 8)
            );
        }

        Add(
            "time_ms",
            encodings,
            (n, e) => OutputColumn.Time(n, TimeResolution.Milliseconds, isUtc: true, true, e),
            i => i * 1001
        );
        Add(
            "time_us",
            encodings,
            (n, e) => OutputColumn.Time(n, TimeResolution.Microseconds, isUtc: false, true, e),
            i => i * 1_000_001L
        );
    }

    private void AddBytes()
    {
        OutputEncoding[] encodings =
        [
            OutputEncoding.Plain,
            OutputEncoding.Dictionary,
            OutputEncoding.DeltaLengthByteArray,
            OutputEncoding.DeltaByteArray,
        ];
        OutputEncoding[] ofOneLength =
        [
            OutputEncoding.Plain,
            OutputEncoding.Dictionary,
            OutputEncoding.DeltaByteArray,
        ];
        Add(
            "text",
            encodings,
            (n, e) => OutputColumn.Text(n, true, e),
            i => _words[i % _words.Length]
        );
        Add(
            "json",
            encodings,
            (n, e) => OutputColumn.Json(n, true, e),
            i => $$"""{"a":{{i % 4}}}"""
        );
        Add(
            "binary",
            encodings,
            (n, e) => OutputColumn.Binary(n, true, e),
            i => Encoding.UTF8.GetBytes(_words[i % _words.Length])
        );
        Add(
            "fixed",
            ofOneLength,
            (n, e) => OutputColumn.FixedBinary(n, 5, true, e),
            i => new byte[] { (byte)(i % 6), 255, 0, 92, 34 }
        );
        Add(
            "uuid",
            ofOneLength,
            (n, e) => OutputColumn.Uuid(n, true, e),
            i => new Guid(i % 6, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
        );
        Add("int96", [OutputEncoding.Automatic], (n, e) => OutputColumn.Int96(n, true), Int96);
    }

    private void Add<T>(
        string name,
        OutputEncoding[] encodings,
        Func<string, OutputEncoding, OutputColumn> column,
        Func<int, T> value
    )
    {
        T[] values = [.. Enumerable.Range(0, _rows).Select(value)];
        foreach (var encoding in encodings)
        {
            _columns.Add(
                (column($"{name}_{encoding}", encoding), writer => writer.Write<T>(values, _isNull))
            );
        }

        // Null, empty, and one to three elements, of which some are null.
        int[] lengths = [.. Enumerable.Range(0, _rows).Select(i => (i % 5) - 1)];
        var elements = lengths.Sum(length => Math.Max(length, 0));
        _columns.Add(
            (
                OutputColumn.ListOf(column($"{name}_list", encodings[0]), nullable: true),
                writer =>
                    writer.WriteLists<T>(
                        lengths,
                        [.. Enumerable.Range(0, elements).Select(value)],
                        [.. Enumerable.Range(0, elements).Select(i => i % 9 == 4)]
                    )
            )
        );
    }

    private static byte[] Int96(int i)
    {
        var value = new byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(value, i * 1_000_000_000L);
        BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(8), 2_440_588 + i);
        return value;
    }
}
