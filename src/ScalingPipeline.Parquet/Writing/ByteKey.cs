namespace ScalingPipeline.Parquet.Writing;

/// <summary>A byte array that equals another by its bytes; laid out as the array's reference alone.</summary>
internal readonly struct ByteKey(byte[] bytes) : IEquatable<ByteKey>
{
    private readonly byte[] _bytes = bytes;

    public bool Equals(ByteKey other) => _bytes.AsSpan().SequenceEqual(other._bytes);

    public override bool Equals(object? obj) => obj is ByteKey other && Equals(other);

    public override int GetHashCode() => (int)Hash();

    /// <summary>FNV-1a: the same in every process.</summary>
    public uint Hash()
    {
        var hash = 2166136261u;
        foreach (var value in _bytes)
        {
            hash = unchecked((hash ^ value) * 16777619u);
        }

        return hash;
    }
}
