using System.Runtime.InteropServices;

namespace ScalingPipeline.Parquet.Encodings;

/// <summary>PLAIN numbers: little-endian, one after the other.</summary>
internal sealed class PlainNumbers<T> : ValueDecoder<T>
    where T : unmanaged
{
    private byte[] _buffer = [];
    private int _position;
    private int _end;

    public override void Begin(byte[] buffer, int offset, int length) =>
        (_buffer, _position, _end) = (buffer, offset, offset + length);

    public override void Read(Span<T> output)
    {
        var bytes = MemoryMarshal.AsBytes(output);
        if (bytes.Length > _end - _position)
        {
            Exhausted();
        }

        _buffer.AsSpan(_position, bytes.Length).CopyTo(bytes);
        _position += bytes.Length;
    }
}
