namespace ScalingPipeline.Parquet.Fuzzing;

/// <summary>A value of the Thrift compact protocol, with whatever it holds.</summary>
internal sealed class ThriftNode
{
    public required int Type { get; set; }

    /// <summary>The field that it is in its struct; 0 in a list.</summary>
    public int Field { get; set; }

    /// <summary>An integer as it is stored, a boolean as 1 or 2.</summary>
    public ulong Number { get; set; }

    public byte[] Bytes { get; set; } = [];

    /// <summary>The type of a list's elements.</summary>
    public int ElementType { get; set; }

    /// <summary>How many elements a list claims to have.</summary>
    public ulong Claimed { get; set; }

    public List<ThriftNode> Children { get; } = [];

    public IEnumerable<ThriftNode> All() => Children.SelectMany(child => child.All()).Prepend(this);
}
