using System.Buffers.Binary;
using System.Numerics;

namespace ScalingPipeline.Parquet.Writing;

/// <summary>The smallest and largest of some byte arrays, in the order of what they mean.</summary>
internal static class ByteBounds
{
    public static (byte[]? Minimum, byte[]? Maximum) Of(
        OutputColumn column,
        ReadOnlySpan<byte[]> values
    )
    {
        switch (column.PhysicalType, column.LogicalType.Kind)
        {
            case (PhysicalType.Int96, _):
                return default;
            case (_, LogicalKind.Float16):
                return OfHalves(values);
            case (_, LogicalKind.Decimal):
                return InOrder(
                    values,
                    (a, b) =>
                        new BigInteger(a, isBigEndian: true).CompareTo(
                            new BigInteger(b, isBigEndian: true)
                        )
                );
            default:
                return InOrder(values, (a, b) => a.AsSpan().SequenceCompareTo(b));
        }
    }

    private static (byte[]? Minimum, byte[]? Maximum) OfHalves(ReadOnlySpan<byte[]> values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = BinaryPrimitives.ReadHalfLittleEndian(values[i]);
        }

        return ValueBounds.OfFloats<Half>(halves, Half.NegativeZero);
    }

    private static (byte[]? Minimum, byte[]? Maximum) InOrder(
        ReadOnlySpan<byte[]> values,
        Comparison<byte[]> compare
    )
    {
        var (smallest, largest) = (values[0], values[0]);
        foreach (var value in values)
        {
            smallest = compare(value, smallest) < 0 ? value : smallest;
            largest = compare(value, largest) > 0 ? value : largest;
        }

        return ValueBounds.IfShort(smallest, largest);
    }
}
