using System.Buffers.Binary;
using System.Text;

namespace ScalingPipeline.Ingestion.Contributions;

/// <summary>Reads what <see cref="ContributionWriter"/> wrote; never beyond the end, and never allocates by a count that the bytes cannot hold.</summary>
/// <exception cref="InvalidDataException">From every method: the bytes are cut short or contradict themselves.</exception>
internal ref struct ContributionReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public long Integer()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return (long)(value >> 1) ^ -(long)(value & 1);
            }
        }

        throw Broken("has an integer of more than 64 bits");
    }

    public double Real() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(sizeof(float)));

    public string Text() => Encoding.UTF8.GetString(Take(Count(1)));

    /// <summary>A count of items that take at least <paramref name="itemBytes"/> bytes each.</summary>
    public int Count(int itemBytes)
    {
        var count = Integer();
        return count >= 0 && count <= _rest.Length / itemBytes
            ? (int)count
            : throw Broken($"claims {count} items in {_rest.Length} bytes");
    }

    public bool Flag() =>
        Byte() switch
        {
            0 => false,
            1 => true,
            var other => throw Broken($"has the flag {other}"),
        };

    public long? OptionalInteger() => Flag() ? Integer() : null;

    public int? OptionalInt32() => Flag() ? Int32() : null;

    public double? OptionalReal() => Flag() ? Real() : null;

    public string? OptionalText() => Flag() ? Text() : null;

    public int Int32()
    {
        var value = Integer();
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw Broken($"has {value} where 32 bits are expected");
    }

    public long[] Differences(int count)
    {
        var values = new long[count];
        var previous = 0L;
        for (var i = 0; i < count; i++)
        {
            previous = unchecked(previous + Integer());
            values[i] = previous;
        }

        return values;
    }

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw Broken($"has {_rest.Length} bytes too many");
        }
    }

    internal static InvalidDataException Broken(string fault) =>
        new($"A stored contribution {fault}.");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
        {
            throw Broken("is cut short");
        }

        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
