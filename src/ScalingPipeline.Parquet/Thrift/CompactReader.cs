using System.Text;

namespace ScalingPipeline.Parquet.Thrift;

/// <summary>
/// Reads the Thrift compact protocol from a buffer, trusting nothing in it: every length is checked against the bytes that are left.
/// </summary>
internal ref struct CompactReader(ReadOnlySpan<byte> data)
{
    private const int DeepestSkip = 64;

    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Bytes consumed so far.</summary>
    public int Position { get; private set; }

    /// <summary>Whether reading failed because the buffer ended, so that a longer buffer may succeed.</summary>
    public bool RanOut { get; private set; }

    /// <summary>Moves to the next field of a struct; false at its end. <paramref name="id"/> starts at 0.</summary>
    public bool NextField(scoped ref int id, out CompactType type)
    {
        var head = NextByte();
        type = (CompactType)(head & 0x0F);
        if (type == CompactType.Stop)
        {
            return false;
        }

        var delta = head >> 4;
        id = delta != 0 ? id + delta : (int)ZigZag(Varint());
        return true;
    }

    public static bool ToBoolean(CompactType type)
    {
        if (type is not (CompactType.True or CompactType.False))
        {
            WrongType(type, "a boolean");
        }

        return type == CompactType.True;
    }

    /// <summary>A boolean of a list has a byte of its own: 1 for true; writers differ on false (0 or 2) and on the type they name.</summary>
    public bool ReadBooleanElement(CompactType elementType)
    {
        if (elementType is not (CompactType.True or CompactType.False))
        {
            WrongType(elementType, "a boolean");
        }

        return NextByte() == 1;
    }

    public int ReadInt32(CompactType type)
    {
        var value = ReadInt64(type);
        if (value is < int.MinValue or > int.MaxValue)
        {
            FormatFault.Corrupt($"a number of the metadata, {value}, does not fit 32 bits");
        }

        return (int)value;
    }

    public long ReadInt64(CompactType type)
    {
        if (type == CompactType.Byte)
        {
            return (sbyte)NextByte();
        }

        if (type is not (CompactType.Int16 or CompactType.Int32 or CompactType.Int64))
        {
            WrongType(type, "a number");
        }

        return ZigZag(Varint());
    }

    public ReadOnlySpan<byte> ReadBinary(CompactType type)
    {
        Expect(type, CompactType.Binary);
        return Take(Varint());
    }

    public string ReadString(CompactType type) => Encoding.UTF8.GetString(ReadBinary(type));

    /// <summary>Reads a list's head; each element takes at least one byte, so the count is bounded by the bytes left.</summary>
    public int ReadList(CompactType type, out CompactType elementType)
    {
        if (type is not (CompactType.List or CompactType.Set))
        {
            WrongType(type, "a list");
        }

        var head = NextByte();
        elementType = (CompactType)(head & 0x0F);
        var count = (ulong)(head >> 4);
        if (count == 15)
        {
            count = Varint();
        }

        if (count > (ulong)(_data.Length - Position))
        {
            RanOut = true;
            FormatFault.Corrupt(
                $"a list of the metadata claims {count} elements in {_data.Length - Position} bytes"
            );
        }

        return (int)count;
    }

    public static void Expect(CompactType type, CompactType expected)
    {
        if (type != expected)
        {
            WrongType(type, expected.ToString());
        }
    }

    public void Skip(CompactType type) => Skip(type, 0);

    private void Skip(CompactType type, int depth)
    {
        if (depth > DeepestSkip)
        {
            FormatFault.Corrupt("the metadata is nested too deeply");
        }

        switch (type)
        {
            case CompactType.True or CompactType.False:
                break;
            case CompactType.Byte:
                NextByte();
                break;
            case CompactType.Int16 or CompactType.Int32 or CompactType.Int64:
                Varint();
                break;
            case CompactType.Double:
                Take(8);
                break;
            case CompactType.Uuid:
                Take(16);
                break;
            case CompactType.Binary:
                Take(Varint());
                break;
            case CompactType.List or CompactType.Set:
                var count = ReadList(type, out var elementType);
                for (var i = 0; i < count; i++)
                {
                    SkipElement(elementType, depth + 1);
                }

                break;
            case CompactType.Map:
                SkipMap(depth);
                break;
            case CompactType.Struct:
                var id = 0;
                while (NextField(ref id, out var fieldType))
                {
                    Skip(fieldType, depth + 1);
                }

                break;
            default:
                FormatFault.Corrupt($"the metadata uses the unknown type {(int)type}");
                break;
        }
    }

    private void SkipMap(int depth)
    {
        var count = Varint();
        if (count == 0)
        {
            return;
        }

        var types = NextByte();
        for (var i = 0UL; i < count; i++)
        {
            SkipElement((CompactType)(types >> 4), depth + 1);
            SkipElement((CompactType)(types & 0x0F), depth + 1);
        }
    }

    // Inside a container a boolean takes a byte of its own.
    private void SkipElement(CompactType type, int depth) =>
        Skip(type is CompactType.True or CompactType.False ? CompactType.Byte : type, depth);

    private byte NextByte() => Take(1)[0];

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)(_data.Length - Position))
        {
            RanOut = true;
            FormatFault.Corrupt("the metadata ends too early");
        }

        var taken = _data.Slice(Position, (int)length);
        Position += (int)length;
        return taken;
    }

    private ulong Varint()
    {
        var result = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = NextByte();
            result |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return result;
            }
        }

        FormatFault.Corrupt("a number of the metadata is longer than 10 bytes");
        return 0;
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    private static void WrongType(CompactType type, string expected) =>
        FormatFault.Corrupt($"the metadata has {type} where {expected} belongs");
}
