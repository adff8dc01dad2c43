using System.Buffers.Binary;
using ScalingPipeline.Ingestion.Blobs;
using ScalingPipeline.Ingestion.Contributions;

namespace ScalingPipeline.Storage.State.Ledger;

/// <summary>A stored contribution without its content: what settlement reads, with the ledger state it gave last.</summary>
internal sealed class ContributionRow
{
    private const int BytesPerRange = 2 * sizeof(long);

    public string Container { get; set; } = "";

    public string Name { get; set; } = "";

    public string ETag { get; set; } = "";

    public string ContentHash { get; set; } = "";

    public byte[] Coverage { get; set; } = [];

    public string? Remark { get; set; }

    public bool Counted { get; set; }

    public string State { get; set; } = "";

    public string? Reason { get; set; }

    public ContributionHeader ToHeader() =>
        new(new BlobIdentity(Container, Name, ETag), ContentHash, Decode(Coverage));

    /// <summary>First and last id of every range, 64 bits little endian.</summary>
    public static byte[] Encode(Coverage coverage)
    {
        var encoded = new byte[coverage.Ranges.Count * BytesPerRange];
        var rest = encoded.AsSpan();
        foreach (var (first, last) in coverage.Ranges)
        {
            BinaryPrimitives.WriteInt64LittleEndian(rest, first);
            BinaryPrimitives.WriteInt64LittleEndian(rest[sizeof(long)..], last);
            rest = rest[BytesPerRange..];
        }

        return encoded;
    }

    private static Coverage Decode(ReadOnlySpan<byte> encoded)
    {
        var ranges = new (long First, long Last)[encoded.Length / BytesPerRange];
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = encoded.Slice(i * BytesPerRange, BytesPerRange);
            ranges[i] = (
                BinaryPrimitives.ReadInt64LittleEndian(range),
                BinaryPrimitives.ReadInt64LittleEndian(range[sizeof(long)..])
            );
        }

        return new Coverage(ranges);
    }
}
