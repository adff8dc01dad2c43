namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Reads well-formed Thrift into a tree that can be changed.</summary>
internal sealed class ThriftParser(byte[] data, int position)
{
    private int _position = position;

    public static (ThriftNode Root, int Length) Parse(byte[] data, int position)
    {
        var parser = new ThriftParser(data, position);
        return (parser.Value(ThriftTypes.Struct), parser._position - position);
    }

    private ThriftNode Value(int type)
    {
        var node = new ThriftNode { Type = type };
        switch (type)
        {
            case ThriftTypes.Byte:
                node.Number = data[_position++];
                break;
            case ThriftTypes.Double:
                node.Bytes = Take(8);
                break;
            case ThriftTypes.Binary:
                node.Bytes = Take((int)Varint());
                break;
            case ThriftTypes.List or ThriftTypes.Set:
                Elements(node);
                break;
            case ThriftTypes.Struct:
                Fields(node);
                break;
            default:
                node.Number = ThriftTypes.IsInteger(type) ? Varint() : (ulong)type;
                break;
        }

        return node;
    }

    private void Elements(ThriftNode list)
    {
        var head = data[_position++];
        list.ElementType = head & 0x0F;
        list.Claimed = head >> 4 == 15 ? Varint() : (ulong)(head >> 4);
        if (list.Claimed > (ulong)(data.Length - _position))
        {
            throw new ArgumentException("A list is longer than its file.", nameof(list));
        }

        for (var i = 0UL; i < list.Claimed; i++)
        {
            // A boolean in a list has a byte of its own.
            var isBoolean = list.ElementType is ThriftTypes.True or ThriftTypes.False;
            list.Children.Add(Value(isBoolean ? ThriftTypes.Byte : list.ElementType));
        }
    }

    private void Fields(ThriftNode parent)
    {
        var field = 0;
        for (int head; (head = data[_position++]) != 0; )
        {
            var delta = head >> 4;
            field = delta != 0 ? field + delta : (int)ZigZag(Varint());
            var child = Value(head & 0x0F);
            child.Field = field;
            parent.Children.Add(child);
        }
    }

    private byte[] Take(int length)
    {
        var bytes = data[_position..(_position + length)];
        _position += length;
        return bytes;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = data[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }

    private static long ZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
