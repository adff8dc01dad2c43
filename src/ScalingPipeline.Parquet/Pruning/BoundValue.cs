using System.Buffers.Binary;
using System.Text;

namespace ScalingPipeline.Parquet.Pruning;

/// <summary>A value of a column that can be compared with another of it: a whole number, a real one, or bytes in lexicographic order.</summary>
internal readonly record struct BoundValue(Int128 Whole, double Real, byte[]? Bytes)
    : IComparable<BoundValue>
{
    private const int WidestDecimal = 16;

    /// <summary>Whether the values of the column have an order that statistics can be in.</summary>
    public static bool IsOrdered(ParquetColumn column) => KindOf(column) != Kind.None;

    /// <summary>Decodes a bound of the statistics; null where it is none: of the wrong size, not a number, of an unordered type.</summary>
    public static BoundValue? Decode(ParquetColumn column, byte[]? bound)
    {
        if (bound is null)
        {
            return null;
        }

        return (KindOf(column), bound.Length) switch
        {
            (Kind.Boolean, 1) => OfWhole(bound[0] & 1),
            (Kind.Signed, 4) => OfWhole(BinaryPrimitives.ReadInt32LittleEndian(bound)),
            (Kind.Signed, 8) => OfWhole(BinaryPrimitives.ReadInt64LittleEndian(bound)),
            (Kind.Unsigned, 4) => OfWhole(BinaryPrimitives.ReadUInt32LittleEndian(bound)),
            (Kind.Unsigned, 8) => OfWhole(BinaryPrimitives.ReadUInt64LittleEndian(bound)),
            (Kind.Real, 2) => OfReal((double)BinaryPrimitives.ReadHalfLittleEndian(bound)),
            (Kind.Real, 4) => OfReal(BinaryPrimitives.ReadSingleLittleEndian(bound)),
            (Kind.Real, 8) => OfReal(BinaryPrimitives.ReadDoubleLittleEndian(bound)),
            (Kind.Decimal, var length) when length == column.TypeLength => OfWhole(
                (Int128)new System.Numerics.BigInteger(bound, isBigEndian: true)
            ),
            (Kind.Bytes, _) => new BoundValue(0, 0, bound),
            _ => null,
        };
    }

    /// <summary>A value that a caller compares with; null where it is of another kind than the column, or not a number.</summary>
    public static BoundValue? From<T>(ParquetColumn column, T value) =>
        (KindOf(column), value) switch
        {
            (Kind.Boolean, bool b) => OfWhole(b ? 1 : 0),
            (Kind.Signed or Kind.Unsigned, int n) => OfWhole(n),
            (Kind.Signed or Kind.Unsigned, long n) => OfWhole(n),
            (Kind.Signed or Kind.Unsigned, uint n) => OfWhole(n),
            (Kind.Signed or Kind.Unsigned, ulong n) => OfWhole(n),
            (Kind.Real, float x) => OfReal(x),
            (Kind.Real, double x) => OfReal(x),
            (Kind.Real, Half x) => OfReal((double)x),
            (Kind.Bytes, string text) => new BoundValue(0, 0, Encoding.UTF8.GetBytes(text)),
            (Kind.Bytes, byte[] bytes) => new BoundValue(0, 0, bytes),
            _ => null,
        };

    public int CompareTo(BoundValue other)
    {
        if (Bytes is not null && other.Bytes is not null)
        {
            return Bytes.AsSpan().SequenceCompareTo(other.Bytes);
        }

        // As numbers -0 and 0 are equal, which is what bounds of unknown making demand.
        return Whole != other.Whole ? Whole.CompareTo(other.Whole)
            : Real < other.Real ? -1
            : Real > other.Real ? 1
            : 0;
    }

    public bool StartsWith(BoundValue other) =>
        Bytes is not null && other.Bytes is not null && Bytes.AsSpan().StartsWith(other.Bytes);

    private static BoundValue OfWhole(Int128 value) => new(value, 0, null);

    private static BoundValue? OfReal(double value) =>
        double.IsNaN(value) ? null : new BoundValue(0, value, null);

    private static Kind KindOf(ParquetColumn column) =>
        (column.PhysicalType, column.LogicalType.Kind) switch
        {
            (_, LogicalKind.Unknown or LogicalKind.Interval) => Kind.None,
            (PhysicalType.Boolean, _) => Kind.Boolean,
            (PhysicalType.Int32 or PhysicalType.Int64, LogicalKind.Integer)
                when !column.LogicalType.IsSigned => Kind.Unsigned,
            (PhysicalType.Int32 or PhysicalType.Int64, _) => Kind.Signed,
            (PhysicalType.Float or PhysicalType.Double, _) => Kind.Real,
            (PhysicalType.FixedLengthByteArray, LogicalKind.Float16) => Kind.Real,
            (PhysicalType.FixedLengthByteArray, LogicalKind.Decimal) => column.TypeLength
            <= WidestDecimal
                ? Kind.Decimal
                : Kind.None,
            (PhysicalType.FixedLengthByteArray, LogicalKind.None or LogicalKind.Uuid) => Kind.Bytes,
            (
                PhysicalType.ByteArray,
                LogicalKind.None
                    or LogicalKind.String
                    or LogicalKind.Enum
                    or LogicalKind.Json
                    or LogicalKind.Bson
            ) => Kind.Bytes,
            _ => Kind.None,
        };

    private enum Kind
    {
        None,
        Boolean,
        Signed,
        Unsigned,
        Real,
        Decimal,
        Bytes,
    }
}
