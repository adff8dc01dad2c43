using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>RLE booleans: a length of four bytes, then runs of one bit.</summary>
internal sealed class RunLengthBooleans : ValueDecoder<bool>
{
    private readonly HybridDecoder _runs = new();

    public override void Begin(byte[] buffer, int offset, int length)
    {
        if (length < 4)
        {
            Exhausted();
        }

        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(offset));
        if (bytes > length - 4)
        {
            Exhausted();
        }

        _runs.Reset(buffer, offset + 4, (int)bytes, 1);
    }

    // The runs are one bit wide, so each byte is 0 or 1, as a boolean must be.
    public override void Read(Span<bool> output) => _runs.Read(MemoryMarshal.AsBytes(output));
}
