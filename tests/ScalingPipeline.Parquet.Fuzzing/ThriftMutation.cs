namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>Changes one thing in a tree of Thrift that a reader could stumble over.</summary>
internal static class ThriftMutation
{
    private static readonly long[] _awkward =
    [
        0,
        1,
        -1,
        2,
        3,
        7,
        8,
        100,
        127,
        128,
        65_535,
        int.MaxValue,
        int.MinValue,
        int.MaxValue - 7L,
        uint.MaxValue,
        long.MaxValue,
        long.MinValue,
        long.MaxValue - 100,
    ];

    public static void Apply(ThriftNode root, Random random)
    {
        var nodes = root.All().ToArray();
        var node = nodes[random.Next(nodes.Length)];
        switch (random.Next(8))
        {
            case 0 when node.Children.Count > 0:
                node.Children.RemoveAt(random.Next(node.Children.Count));
                break;
            case 1 when node.Children.Count > 0:
                node.Children.Add(node.Children[random.Next(node.Children.Count)]);
                node.Claimed++;
                break;
            case 2 when node.Children.Count > 0:
                node.Children[random.Next(node.Children.Count)].Field = random.Next(-2, 20);
                break;
            case 3:
                node.Claimed = (ulong)_awkward[random.Next(_awkward.Length)];
                break;
            case 4:
                node.ElementType = random.Next(16);
                break;
            case 5:
                node.Bytes = [.. node.Bytes.Take(random.Next(node.Bytes.Length + 1))];
                break;
            default:
                Renumber(nodes, random);
                break;
        }
    }

    private static void Renumber(ThriftNode[] nodes, Random random)
    {
        var numbers = nodes
            .Where(node => ThriftTypes.IsInteger(node.Type) || node.Type == ThriftTypes.Byte)
            .ToArray();
        if (numbers.Length == 0)
        {
            return;
        }

        var node = numbers[random.Next(numbers.Length)];
        var old = (long)(node.Number >> 1) ^ -(long)(node.Number & 1);
        var value =
            random.Next(3) == 0
                ? old + random.Next(-9, 10)
                : _awkward[random.Next(_awkward.Length)];
        node.Number = unchecked((ulong)((value << 1) ^ (value >> 63)));
    }
}
