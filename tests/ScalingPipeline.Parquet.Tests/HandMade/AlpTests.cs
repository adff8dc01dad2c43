using System.Buffers.Binary;
using ScalingPipeline.Parquet.Encodings;
using ScalingPipeline.Parquet.Schema;
using ScalingPipeline.Parquet.Thrift;

namespace ScalingPipeline.Parquet.Tests.HandMade;

/// <summary>ALP pages by hand from apache/parquet-format, AlpEncoding.md.</summary>
public sealed class AlpTests
{
    // "Worked Example: Exceptions and Non-Zero Factor".
    [Fact]
    public void The_example_of_the_specification_is_read()
    {
        byte[] vector = Vector(4, 3, 3335, 15, [11665, 11665, 21665, 0], [(1, double.NaN)]);
        Assert.Equal(31, vector.Length);
        using var file = Open(4, Page(3, 4, vector));
        Assert.Equal([1500.0, double.NaN, 2500.0, 333.5], Columns.ReadNullable<double>(file, "x"));
    }

    [Fact]
    public void Vectors_follow_each_other_and_the_last_may_be_short()
    {
        var whole = Enumerable.Range(0, 11).Select(i => (ulong)i).ToArray();
        var page = Page(
            3,
            11,
            Vector(1, 0, -5, 4, whole[..8], [(7, -0d)]),
            Vector(1, 0, 100, 4, whole[8..], [])
        );
        using var file = Open(11, page);
        int[] wholes = [-5, -4, -3, -2, -1, 0, 1];
        double[] expected = [.. wholes.Select(n => n * 1e0 * 1e-1), -0d, 10.8, 10.9, 11];
        var read = Columns.ReadNullable<double>(file, "x", batch: 3);
        Assert.Equal(
            expected.Select(BitConverter.DoubleToInt64Bits),
            read.Select(x => BitConverter.DoubleToInt64Bits(x!.Value))
        );
    }

    [Fact]
    public void Single_precision_is_computed_in_single_precision()
    {
        // 123456789 * 10^0 * 10^-4 rounded at each step to 24 bits; no bits, so each value is the reference.
        byte[] vector = [4, 0, 0, 0, .. BitConverter.GetBytes(123456789), 0];
        var decoder = new AlpNumbers<float>();
        var page = Page(10, 3, vector);
        decoder.Begin(page, 0, page.Length);
        var read = new float[3];
        decoder.Read(read);
        Assert.All(read, value => Assert.Equal((float)123456789 * 1e-4f, value));
        Assert.Throws<FormatFault>(() => decoder.Read(new float[1]));
    }

    [Fact]
    public void Any_changed_byte_is_read_or_refused()
    {
        var page = Page(3, 4, Vector(4, 3, 3335, 15, [11665, 11665, 21665, 0], [(1, double.NaN)]));
        for (var at = 0; at < page.Length; at++)
        {
            for (var flip = 1; flip < 256; flip++)
            {
                var damaged = page.ToArray();
                damaged[at] ^= (byte)flip;
                var decoder = new AlpNumbers<double>();
                try
                {
                    decoder.Begin(damaged, 0, damaged.Length);
                    decoder.Read(new double[4]);
                }
                catch (FormatFault)
                {
                    // Refused, as it may be.
                }
            }
        }
    }

    private static ParquetFile Open(int rows, byte[] page) =>
        HandMadeFile.Open(
            rows,
            [new Node("x", Repetition.Required, PhysicalType.Double)],
            new Chunk(
                PhysicalType.Double,
                rows,
                new Page(PageKind.Data, PageEncoding.Alp, rows, page)
            )
        );

    private static byte[] Page(byte logVectorSize, int values, params byte[][] vectors)
    {
        var offset = 4 * vectors.Length;
        var offsets = new List<byte>();
        foreach (var vector in vectors)
        {
            offsets.AddRange(BitConverter.GetBytes(offset));
            offset += vector.Length;
        }

        return
        [
            0,
            0,
            logVectorSize,
            .. BitConverter.GetBytes(values),
            .. offsets,
            .. vectors.SelectMany(vector => vector),
        ];
    }

    private static byte[] Vector(
        byte exponent,
        byte factor,
        long reference,
        byte width,
        ulong[] deltas,
        (ushort Position, double Value)[] exceptions
    )
    {
        var packed = new byte[((deltas.Length * width) + 7) / 8];
        BitPacking.Pack<ulong>(deltas, width, packed);
        var count = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(count, (ushort)exceptions.Length);
        return
        [
            exponent,
            factor,
            .. count,
            .. BitConverter.GetBytes(reference),
            width,
            .. packed,
            .. exceptions.SelectMany(exception => BitConverter.GetBytes(exception.Position)),
            .. exceptions.SelectMany(exception => BitConverter.GetBytes(exception.Value)),
        ];
    }
}
