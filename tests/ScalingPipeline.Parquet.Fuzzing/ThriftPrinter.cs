namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Writes a tree of Thrift, however wrong it has become.</summary>
internal static class ThriftPrinter
{
    public static byte[] Print(ThriftNode root)
    {
        var output = new List<byte>();
        Value(output, root);
        return [.. output];
    }

    private static void Value(List<byte> output, ThriftNode node)
    {
        switch (node.Type)
        {
            case ThriftTypes.Byte:
                output.Add((byte)node.Number);
                break;
            case ThriftTypes.Double:
                output.AddRange(node.Bytes);
                break;
            case ThriftTypes.Binary:
                Varint(output, (ulong)node.Bytes.Length);
                output.AddRange(node.Bytes);
                break;
            case ThriftTypes.List or ThriftTypes.Set:
                output.Add((byte)(0xF0 | node.ElementType));
                Varint(output, node.Claimed);
                node.Children.ForEach(child => Value(output, child));
                break;
            case ThriftTypes.Struct:
                foreach (var child in node.Children)
                {
                    output.Add((byte)child.Type);
                    Varint(output, ((ulong)child.Field << 1) ^ (ulong)(child.Field >> 31));
                    Value(output, child);
                }

                output.Add(0);
                break;
            default:
                if (ThriftTypes.IsInteger(node.Type))
                {
                    Varint(output, node.Number);
                }

                break;
        }
    }

    private static void Varint(List<byte> output, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            output.Add((byte)(value | 0x80));
        }

        output.Add((byte)value);
    }
}
